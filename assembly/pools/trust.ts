// The list of trusted names guards every identity that was learnt from a network
// (RFC 8973 §8.1, E-88). Names that the administrator configured are exempt.

import { matchesTrusted } from "../names/match";
import { findName } from "../names/table";
import { Holder } from "./holders";
import { trustedNameCount, trustIsLimited } from "./settings";

/** True if trust is not limited, or the name (0: none) is on it. */
export function isTrusted(name: usize): bool {
  if (!trustIsLimited) return true;
  if (!name) return false;
  const count = trustedNameCount();
  for (let i = 0; i < count; i++) if (matchesTrusted(findName(Holder.TrustedName + i), name)) return true;
  return false;
}
