// What a consumer should know of a peer before it relies on it, as codes.

import { numberElement } from "../bytes/json";
import { Code } from "../codes";
import { isMapped } from "../net/address";
import { isLinkLocal } from "../net/special";
import { cellFamily, cellPvd } from "../pools/cells";
import { EndpointSlot } from "../pools/endpoints";
import { isSynthesised } from "../pools/nat64";
import { isNowhereElse } from "../pools/twins";
import { hasCredentials } from "../pools/settings";

/**
 * Writes the codes of the warnings about a peer as elements of a list.
 * @param credentials - a key set is named for it
 */
export function warningElements(cell: i32, endpoint: EndpointSlot, credentials: bool): void {
  const address = endpoint.address;
  // Anycast, or one provider twice: which server answers depends on the way out (E-110, R-106, A-23).
  if (!isNowhereElse(cell, address)) numberElement(Code.AddressInTwoNetworks);
  if (isLinkLocal(address)) numberElement(Code.LinkLocalAddress);
  if (cellFamily(cell) && isMapped(address)) numberElement(Code.MappedAddress);
  // Those of another network must not be used (E-112, R-95).
  if (!credentials && hasCredentials()) numberElement(Code.CredentialsMissing);
  if (isSynthesised(cellPvd(cell), address)) numberElement(Code.SynthesisedAddress);
}
