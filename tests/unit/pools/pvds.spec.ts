import { cellOf } from "../../../assembly/pools/cells";
import { LinkState, LinkType } from "../../../assembly/abi";
import { MAX_PVDS } from "../../../assembly/limits";
import { cellOf } from "../../../assembly/pools/cells";
import { findLink, putLink, resetLinks } from "../../../assembly/pools/links";
import {
  aliasPvd,
  ANY_PVD,
  cellMethods,
  cellSection,
  dropPvd,
  findPvd,
  findPvdByAlias,
  isPvdNamed,
  obtainPvd,
  pvdCount,
  pvdDevice,
  pvdExists,
  familyLink,
  cellMethods,
  pvdName,
  pvdSection,
  resetPvds,
  settlePvds,
} from "../../../assembly/pools/pvds";
import { ALL_FAMILIES, interfaceSectionAt, Method, METHODS, resetConfiguration } from "../../../assembly/pools/settings";
import { other, placeOtherText } from "../support/octets";
import { addInterface, storedText } from "../support/texts";

function obtain(device: string): i32 {
  return obtainPvd(other, placeOtherText(device));
}

function find(device: string): i32 {
  return findPvd(other, placeOtherText(device));
}

function alias(pvd: i32, family: i32, name: string): bool {
  return aliasPvd(pvd, family, other, placeOtherText(name));
}

function findAlias(family: i32, name: string): i32 {
  return findPvdByAlias(family, other, placeOtherText(name));
}

function named(pvd: i32, name: string): bool {
  return isPvdNamed(pvd, other, placeOtherText(name));
}

function sectionName(pvd: i32): string {
  const section = pvdSection(pvd, ALL_FAMILIES);
  return section ? storedText(section.name) : "none";
}

describe("provisioning domains", () => {
  beforeEach(() => {
    resetPvds();
    resetLinks();
    resetConfiguration();
  });

  it("are one for each device", () => {
    const first = obtain("eth1");
    expect<bool>(first > ANY_PVD).toBe(true);
    expect<i32>(obtain("eth1")).toBe(first);
    const second = obtain("wwan0");
    expect<bool>(second != first).toBe(true);
    expect<i32>(find("eth1")).toBe(first);
    expect<i32>(find("wwan0")).toBe(second);
    expect<i32>(find("eth")).toBe(-1);
    expect<i32>(pvdCount()).toBe(2);
    expect<string>(storedText(pvdDevice(second))).toBe("wwan0");
    expect<bool>(pvdExists(ANY_PVD)).toBe(false);
  });

  it("say when there is no room, and reuse what was given up without its names", () => {
    for (let i = 1; i < MAX_PVDS; i++) expect<i32>(obtain(`e${i}`)).toBe(i);
    expect<i32>(obtain("more")).toBe(-1);
    expect<i32>(pvdCount()).toBe(MAX_PVDS - 1);
    expect<i32>(obtain("e7")).toBe(7);
    alias(7, 0, "wan");
    alias(7, 1, "wan6");
    dropPvd(7);
    settlePvds();
    expect<i32>(obtain("more")).toBe(7);
    expect<string>(storedText(pvdName(7))).toBe("more");
    expect<bool>(named(7, "wan")).toBe(false);
    expect<i32>(findAlias(1, "wan6")).toBe(-1);
  });

  it("are gone at once, and their names when all is told", () => {
    const pvd = obtain("eth1");
    alias(pvd, 0, "wan");
    dropPvd(pvd);
    expect<bool>(pvdExists(pvd)).toBe(false);
    expect<i32>(find("eth1")).toBe(-1);
    expect<i32>(findAlias(0, "wan")).toBe(-1);
    expect<i32>(pvdCount()).toBe(0);
    expect<string>(storedText(pvdName(pvd))).toBe("wan");
    expect<string>(storedText(pvdDevice(pvd))).toBe("eth1");
    expect<bool>(obtain("eth1") != pvd).toBe(true);
    settlePvds();
    expect<string>(storedText(pvdDevice(pvd))).toBe("");
    expect<i32>(pvdCount()).toBe(1);
  });

  it("are called as the IPv4 side's hook says, whichever comes first (I-01)", () => {
    const pvd = obtain("eth1");
    expect<string>(storedText(pvdName(pvd))).toBe("eth1");
    alias(pvd, 1, "wan6");
    expect<string>(storedText(pvdName(pvd))).toBe("wan6");
    alias(pvd, 0, "wan");
    expect<string>(storedText(pvdName(pvd))).toBe("wan");
    alias(pvd, 1, "wan6");
    expect<string>(storedText(pvdName(pvd))).toBe("wan");
    alias(pvd, 0, "uplink");
    expect<string>(storedText(pvdName(pvd))).toBe("uplink");
  });

  it("have their section by device or by logical name", () => {
    const first = obtain("eth1");
    const second = obtain("eth2");
    alias(second, 0, "wan2");
    addInterface("home", "eth1");
    addInterface("wan2", "wan2");
    expect<string>(sectionName(first)).toBe("home");
    expect<string>(sectionName(second)).toBe("wan2");
    expect<string>(sectionName(obtain("eth3"))).toBe("none");
    expect<string>(storedText(pvdName(first))).toBe("home");
  });

  it("answer to the section's name and to the device", () => {
    const pvd = obtain("eth1");
    alias(pvd, 0, "wan");
    expect<bool>(named(pvd, "wan")).toBe(true);
    expect<bool>(named(pvd, "eth1")).toBe(true);
    expect<bool>(named(pvd, "eth")).toBe(false);
    expect<bool>(named(pvd, "home")).toBe(false);
    addInterface("home", "eth1");
    expect<bool>(named(pvd, "home")).toBe(true);
    expect<bool>(named(pvd, "eth1")).toBe(true);
  });

  it("are found by the name that a hook has for them in its family", () => {
    const pvd = obtain("eth1");
    alias(pvd, 0, "wan");
    alias(pvd, 1, "wan6");
    expect<i32>(findAlias(0, "wan")).toBe(pvd);
    expect<i32>(findAlias(1, "wan6")).toBe(pvd);
    expect<i32>(findAlias(1, "wan")).toBe(-1);
    expect<i32>(findAlias(0, "wan6")).toBe(-1);
  });

  it("tell when they are called otherwise, and only then", () => {
    const pvd = obtain("eth1");
    expect<bool>(alias(pvd, 1, "wan6")).toBe(true);
    expect<bool>(alias(pvd, 1, "wan6")).toBe(false);
    expect<bool>(alias(pvd, 0, "wan")).toBe(true);
    expect<bool>(alias(pvd, 1, "wan_6")).toBe(false, "the name on the IPv4 side stays");
    expect<bool>(alias(pvd, 0, "up")).toBe(true);
    addInterface("home", "eth1");
    expect<bool>(alias(pvd, 0, "wan")).toBe(false, "the section's name stays");
    const plain = obtain("eth2");
    expect<bool>(alias(plain, 0, "eth2")).toBe(false, "the device is no other name");
  });

  it("have a section for each family", () => {
    const pvd = obtain("eth1");
    alias(pvd, 0, "wan");
    alias(pvd, 1, "wan6");
    addInterface("wan", "eth0").families = 1;
    addInterface("wan6", "eth0").families = 2;
    expect<bool>(cellSection(cellOf(pvd, 0)) === interfaceSectionAt(0)).toBe(true);
    expect<bool>(cellSection(cellOf(pvd, 1)) === interfaceSectionAt(1)).toBe(true);
    interfaceSectionAt(1).families = 1;
    expect<bool>(cellSection(cellOf(pvd, 1)) === null).toBe(true);
  });

  it("try the section's methods, or the general ones if it has none", () => {
    const pvd = obtain("eth1");
    const inet = cellOf(pvd, 0);
    const inet6 = cellOf(pvd, 1);
    expect<usize>(cellMethods(inet)).toBe(METHODS);
    addInterface("eth1", "eth1").families = 1;
    expect<usize>(cellMethods(inet)).toBe(METHODS);
    const methods = interfaceSectionAt(0).methods;
    store<u8>(methods, 1);
    store<u8>(methods, Method.Dhcp, 1);
    expect<usize>(cellMethods(inet)).toBe(methods);
    expect<usize>(cellMethods(inet6)).toBe(METHODS);
  });

  it("know the interface under them", () => {
    const pvd = obtain("eth1");
    expect<bool>(familyLink(pvd, 1) === null).toBe(true);
    putLink(4, <u8>LinkState.Up, <u8>LinkType.Ethernet, other, placeOtherText("eth1"));
    expect<bool>(familyLink(pvd, 1) === findLink(4)).toBe(true);
  });

  it("are counted as ways out, unless multicast DNS alone is asked there", () => {
    obtain("eth1");
    obtain("br-lan");
    expect<i32>(pvdCount()).toBe(2);
    const methods = addInterface("lan", "br-lan").methods;
    store<u8>(methods, 1);
    store<u8>(methods, Method.Mdns, 1);
    expect<i32>(pvdCount()).toBe(1);
    store<u8>(methods, Method.Dhcp, 1);
    expect<i32>(pvdCount()).toBe(2);
    store<u8>(methods, 2);
    store<u8>(methods, Method.Mdns, 2);
    expect<i32>(pvdCount()).toBe(2);
  });
});
