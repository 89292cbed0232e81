// The errors of the operating system in the words of the core.

import { ErrorClass } from "../abi.gen.ts";

const ERROR_CLASSES: Readonly<Record<string, ErrorClass>> = {
  ECONNREFUSED: ErrorClass.Refused,
  ENETUNREACH: ErrorClass.Unreachable,
  EHOSTUNREACH: ErrorClass.Unreachable,
  ENETDOWN: ErrorClass.Unreachable,
  EHOSTDOWN: ErrorClass.Unreachable,
  EADDRNOTAVAIL: ErrorClass.Unreachable,
  EINVAL: ErrorClass.Unreachable,
  ETIMEDOUT: ErrorClass.TimedOut,
  ECONNRESET: ErrorClass.Reset,
  ECONNABORTED: ErrorClass.Reset,
  EPIPE: ErrorClass.Reset,
  EMSGSIZE: ErrorClass.TooLong,
  EMFILE: ErrorClass.NoSpace,
  ENFILE: ErrorClass.NoSpace,
  ENOBUFS: ErrorClass.NoSpace,
  ENOMEM: ErrorClass.NoSpace,
  ENOSPC: ErrorClass.NoSpace,
  EDQUOT: ErrorClass.NoSpace,
  EROFS: ErrorClass.ReadOnly,
  EACCES: ErrorClass.Denied,
  EPERM: ErrorClass.Denied,
};

/** The class of a system error; what has none is `Io`. */
export function errorClass(error: unknown): ErrorClass {
  return ERROR_CLASSES[(error as NodeJS.ErrnoException).code ?? ""] ?? ErrorClass.Io;
}
