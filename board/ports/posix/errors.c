/* The errors of the operating system, in the words of the core and by their names: the texts of
 * the C library have more octets than all of this. */
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

const char *dd_error_name(int error) {
  static const struct {
    int error;
    const char *name;
  } names[] = {
      {EACCES, "EACCES"},   {EADDRINUSE, "EADDRINUSE"}, {EBADF, "EBADF"},   {ECONNREFUSED, "ECONNREFUSED"}, {EDQUOT, "EDQUOT"},
      {EEXIST, "EEXIST"},   {EINVAL, "EINVAL"},         {EIO, "EIO"},       {EISDIR, "EISDIR"},             {ELOOP, "ELOOP"},
      {EMFILE, "EMFILE"},   {ENAMETOOLONG, "ENAMETOOLONG"}, {ENOBUFS, "ENOBUFS"}, {ENOENT, "ENOENT"},       {ENOMEM, "ENOMEM"},
      {ENOSPC, "ENOSPC"},   {ENOSYS, "ENOSYS"},         {ENOTDIR, "ENOTDIR"}, {EPERM, "EPERM"},             {EROFS, "EROFS"},
  };
  for (size_t i = 0; i < sizeof names / sizeof *names; i++)
    if (names[i].error == error) return names[i].name;
  return "another error of the system";
}
