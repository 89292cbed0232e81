/* The errors of the operating system in the words of the core. */
#include <errno.h>

#include "posix.h"

static unsigned class_of(int error) {
  switch (error) {
  case ECONNREFUSED:
    return DD_ERROR_CLASS_REFUSED;
  case ENETUNREACH:
  case EHOSTUNREACH:
  case ENETDOWN:
  case EHOSTDOWN:
  case EADDRNOTAVAIL:
  case ENODEV:
  case EINVAL:
    return DD_ERROR_CLASS_UNREACHABLE;
  case ETIMEDOUT:
    return DD_ERROR_CLASS_TIMED_OUT;
  case ECONNRESET:
  case ECONNABORTED:
  case EPIPE:
    return DD_ERROR_CLASS_RESET;
  case EMSGSIZE:
    return DD_ERROR_CLASS_TOO_LONG;
  case EMFILE:
  case ENFILE:
  case ENOBUFS:
  case ENOMEM:
  case ENOSPC:
  case EDQUOT:
    return DD_ERROR_CLASS_NO_SPACE;
  case EROFS:
    return DD_ERROR_CLASS_READ_ONLY;
  case EACCES:
  case EPERM:
    return DD_ERROR_CLASS_DENIED;
  default:
    return DD_ERROR_CLASS_IO;
  }
}

int dd_error_class(int error) {
  return -(int)class_of(error);
}
