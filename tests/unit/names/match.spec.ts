import { isLocal, isSpecialUse, matchesTrusted } from "../../../assembly/names/match";
import { textToName, textToPattern } from "../../../assembly/names/name";
import { other, placeText, placed } from "../support/octets";

const PATTERN: usize = memory.data(256, 8);

function trusted(pattern: string, name: string): bool {
  assert(textToPattern(placed, placeText(pattern), PATTERN) > 0, pattern);
  assert(textToName(placed, placeText(name), other) > 0, name);
  return matchesTrusted(PATTERN, other);
}

function special(name: string): bool {
  assert(textToName(placed, placeText(name), other) > 0, name);
  return isSpecialUse(other);
}

function local(name: string): bool {
  assert(textToName(placed, placeText(name), other) > 0, name);
  return isLocal(other);
}

describe("matchesTrusted", () => {
  it("E-89: one star stands for exactly one label", () => {
    expect<bool>(trusted("*.isp.test", "isp.test")).toBe(false);
    expect<bool>(trusted("*.isp.test", "a.isp.test")).toBe(true);
    expect<bool>(trusted("*.isp.test", "a.b.isp.test")).toBe(false);
  });

  it("A-24: two stars stand for one label or more", () => {
    expect<bool>(trusted("**.isp.test", "isp.test")).toBe(false);
    expect<bool>(trusted("**.isp.test", "a.isp.test")).toBe(true);
    expect<bool>(trusted("**.isp.test", "a.b.c.isp.test")).toBe(true);
    expect<bool>(trusted("**.isp.test", "a.b.xisp.test")).toBe(false);
  });

  it("a pattern without a star is that name", () => {
    expect<bool>(trusted("isp.test", "ISP.test")).toBe(true);
    expect<bool>(trusted("isp.test", "a.isp.test")).toBe(false);
    expect<bool>(trusted("a.isp.test", "isp.test")).toBe(false);
  });

  it("compares the rest without case", () => {
    expect<bool>(trusted("*.ISP.test", "a.isp.TEST")).toBe(true);
    expect<bool>(trusted("*.isp.test", "a.isp.tesu")).toBe(false);
  });
});

describe("isSpecialUse", () => {
  it("A-07: single labels, and domains that stay inside a house", () => {
    const names = ["lan", "test", "a.lan", "fritz.home", "b.home.arpa", "home.arpa", "x.y.local", "a.LocalHost"];
    for (let i = 0; i < names.length; i++) expect<bool>(special(names[i])).toBe(true, names[i]);
    const more = ["a.localdomain", "a.internal", "a.b.invalid", "abc.onion"];
    for (let i = 0; i < more.length; i++) expect<bool>(special(more[i])).toBe(true, more[i]);
  });

  it("no others", () => {
    const names = ["isp.test", "a.example", "in-addr.arpa", "lan.isp.test", "local.net", "a.xlan", "a.lanx", "home.arpa.net"];
    for (let i = 0; i < names.length; i++) expect<bool>(special(names[i])).toBe(false, names[i]);
  });
});

describe("isLocal", () => {
  it("E-83: names under local, however spelt, and that name itself", () => {
    const names = ["gw.local", "a.b.LOCAL", "local"];
    for (let i = 0; i < names.length; i++) expect<bool>(local(names[i])).toBe(true, names[i]);
    const others = ["gw.local.test", "xlocal", "gw.locale", "local.arpa"];
    for (let i = 0; i < others.length; i++) expect<bool>(local(others[i])).toBe(false, others[i]);
  });
});
