// Record types and codes by their IANA numbers.

/** TYPE, RFC 1035 §3.2.2 and later. */
export enum Type {
  A = 1,
  Ns = 2,
  Cname = 5,
  Soa = 6,
  Ptr = 12,
  Txt = 16,
  Aaaa = 28,
  Srv = 33,
  Naptr = 35,
  Opt = 41,
}

/** CLASS IN, RFC 1035 §3.2.4. */
export const CLASS_IN: i32 = 1;

/** RCODE, RFC 1035 §4.1.1 and RFC 6891 §9. */
export enum Rcode {
  NoError = 0,
  FormErr = 1,
  ServFail = 2,
  NxDomain = 3,
  NotImp = 4,
  Refused = 5,
  BadVers = 16,
}
