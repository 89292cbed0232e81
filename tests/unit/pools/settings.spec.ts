import {
  addressForm,
  AddressForm,
  codeAddress4,
  codeAddress6,
  codeRi4,
  codeRi6,
  setOptionCodes,
  setStrictDraft,
  strictDraft,
} from "../../../assembly/dhcp/settings";
import {
  MAX_INTERFACE_SECTIONS,
  MAX_MANUAL_ADDRESSES,
  MAX_SERVER_SECTIONS,
} from "../../../assembly/limits";
import { findName, setName } from "../../../assembly/names/table";
import { Holder, publishedHolder } from "../../../assembly/pools/holders";
import { addManualAddress, manualAddressAt, manualAddressCount, manualAddressSection } from "../../../assembly/pools/manual-addresses";
import {
  addInterfaceSection,
  addServerSection,
  addTrustedName,
  interfaceSectionAt,
  interfaceSectionCount,
  isText,
  listHas,
  manualReplaces,
  MAX_LABEL,
  Method,
  METHODS,
  resetConfiguration,
  serverSectionAt,
  serverSectionCount,
  setManualReplaces,
  trustedNameCount,
} from "../../../assembly/pools/settings";
import { hexOf, other, place, placed, placeOtherText } from "../support/octets";
import { addInterface, addServer, storedText, storeText } from "../support/texts";

const LONG: string = "a-label-of-23-octets-ok";
const DEVICE: string = "fifteen-octets1";
/** How many, then manual, dhcp, snaptr, dnssd. */
const DEFAULT_METHODS: string = "0401050706";
const TEXT: usize = memory.data(24);

describe("configuration settings", () => {
  beforeEach(() => {
    resetConfiguration();
  });

  it("have the documented defaults", () => {
    expect<i32>(interfaceSectionCount() + serverSectionCount() + manualAddressCount() + trustedNameCount()).toBe(0);
    expect<string>(hexOf(METHODS, 5)).toBe(DEFAULT_METHODS);
    expect<bool>(manualReplaces).toBe(false);
    expect<bool>(strictDraft).toBe(false);
    expect<i32>(addressForm).toBe(AddressForm.Auto);
    expect<i32>(codeRi4).toBe(147);
    expect<i32>(codeAddress4).toBe(148);
    expect<i32>(codeRi6).toBe(141);
    expect<i32>(codeAddress6).toBe(142);
  });

  it("forget everything when they are reset, the published names excepted", () => {
    const section = addInterface("wan", "eth1");
    section.providerIndependent = 1;
    storeText(section.credentials, "keys");
    store<u8>(section.methods, 1);
    addServer(LONG, 1).signalPort = 5000;
    place("016100");
    addManualAddress(0, placed);
    addTrustedName();
    setManualReplaces(true);
    setStrictDraft(true);
    setOptionCodes(224, 225, 60000, 60001);
    store<u8>(METHODS, 1);
    setName(Holder.ServerName, placed, 3);
    setName(Holder.TrustedName + 23, placed, 3);
    setName(Holder.LeaseName, placed, 3);
    setName(publishedHolder(0, 0), placed, 3);
    resetConfiguration();
    expect<i32>(interfaceSectionCount() + serverSectionCount() + manualAddressCount() + trustedNameCount()).toBe(0);
    expect<bool>(manualReplaces).toBe(false);
    expect<bool>(strictDraft).toBe(false);
    expect<i32>(codeRi4).toBe(147);
    expect<string>(hexOf(METHODS, 5)).toBe(DEFAULT_METHODS);
    expect<usize>(findName(Holder.ServerName)).toBe(0);
    expect<usize>(findName(Holder.TrustedName + 23)).toBe(0);
    expect<usize>(findName(Holder.LeaseName)).not.toBe(0);
    expect<usize>(findName(publishedHolder(0, 0))).not.toBe(0);
    const again = addInterfaceSection()!;
    expect<i32>(again.families).toBe(3);
    expect<i32>(again.providerIndependent).toBe(0);
    expect<string>(storedText(again.credentials)).toBe("");
    expect<u8>(load<u8>(again.methods)).toBe(0);
    expect<i32>(addServerSection()!.signalPort).toBe(0);
  });

  it("keep the longest texts of neighbouring sections apart", () => {
    for (let i = 0; i < 2; i++) {
      const section = addInterface(DEVICE, DEVICE);
      storeText(section.credentials, LONG);
      store<u8>(section.methods, 8);
      memory.fill(section.methods + 1, 0x77, 8);
      const server = addServer(LONG, 3, DEVICE);
      storeText(server.credentials, LONG);
      server.signalPort = 0xffff;
      server.dataPort = 0xfffe;
    }
    expect<i32>(LONG.length).toBe(MAX_LABEL);
    for (let i = 0; i < 2; i++) {
      const section = interfaceSectionAt(i);
      expect<string>(storedText(section.name)).toBe(DEVICE);
      expect<string>(storedText(section.device)).toBe(DEVICE);
      expect<string>(storedText(section.credentials)).toBe(LONG);
      expect<string>(hexOf(section.methods, 9)).toBe("087777777777777777");
      expect<i32>(section.families).toBe(3);
      const server = serverSectionAt(i);
      expect<string>(storedText(server.label)).toBe(LONG);
      expect<string>(storedText(server.interface_)).toBe(DEVICE);
      expect<string>(storedText(server.credentials)).toBe(LONG);
      expect<i32>(server.signalPort).toBe(0xffff);
      expect<i32>(server.dataPort).toBe(0xfffe);
      expect<i32>(server.accepted).toBe(1);
    }
  });

  it("say when there is no room", () => {
    for (let i = 0; i < MAX_INTERFACE_SECTIONS; i++) expect<bool>(addInterfaceSection() !== null).toBe(true);
    expect<bool>(addInterfaceSection() === null).toBe(true);
    for (let i = 0; i < MAX_SERVER_SECTIONS; i++) expect<bool>(addServerSection() !== null).toBe(true);
    expect<bool>(addServerSection() === null).toBe(true);
    place("20010db8000000000000000000000001");
    for (let i = 0; i < MAX_MANUAL_ADDRESSES; i++) {
      store<u8>(placed, i, 15);
      expect<bool>(addManualAddress(i % MAX_SERVER_SECTIONS, placed)).toBe(true);
    }
    expect<bool>(addManualAddress(0, placed)).toBe(false);
    expect<i32>(manualAddressCount()).toBe(MAX_MANUAL_ADDRESSES);
    for (let i = 0; i < MAX_MANUAL_ADDRESSES; i++) {
      expect<i32>(manualAddressSection(i)).toBe(i % MAX_SERVER_SECTIONS);
      expect<u8>(load<u8>(manualAddressAt(i), 15)).toBe(<u8>i);
      expect<u8>(load<u8>(manualAddressAt(i))).toBe(0x20);
    }
  });

  it("compare texts whole", () => {
    storeText(TEXT, "wan");
    expect<bool>(isText(TEXT, other, placeOtherText("wan"))).toBe(true);
    expect<bool>(isText(TEXT, other, placeOtherText("wan6"))).toBe(false);
    expect<bool>(isText(TEXT, other, placeOtherText("wa"))).toBe(false);
    expect<bool>(isText(TEXT, other, placeOtherText("Wan"))).toBe(false);
    storeText(TEXT, "");
    expect<bool>(isText(TEXT, other, 0)).toBe(true);
  });

  it("know which methods a list has", () => {
    expect<bool>(listHas(METHODS, Method.Manual)).toBe(true);
    expect<bool>(listHas(METHODS, Method.Dhcp)).toBe(true);
    store<u8>(METHODS, 1);
    expect<bool>(listHas(METHODS, Method.Dhcp)).toBe(false, "what stands behind the count does not count");
    store<u8>(METHODS, 0);
    expect<bool>(listHas(METHODS, Method.Manual)).toBe(false);
  });
});
