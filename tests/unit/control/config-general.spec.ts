import { Code } from "../../../assembly/codes";
import {
  acceptMultiple,
  addressForm,
  AddressForm,
  codeAddress4,
  codeAddress6,
  codeRi4,
  codeRi6,
  strictDraft,
} from "../../../assembly/dhcp/settings";
import { MAX_TRUSTED_NAMES } from "../../../assembly/limits";
import { nameLength } from "../../../assembly/names/name";
import { findName } from "../../../assembly/names/table";
import { Holder } from "../../../assembly/pools/holders";
import { GENERAL, GeneralAt, isCallHomeOn, manualReplaces, Method, METHODS, trustedNameCount, trustIsLimited } from "../../../assembly/pools/settings";
import { methodWord } from "../../../assembly/mechanisms/registry";
import { wordLength, wordPointer } from "../../../assembly/words.gen";
import { configure } from "../support/config";
import { nameText } from "../support/octets";

function trusted(index: i32): string {
  const name = findName(Holder.TrustedName + index);
  return name ? nameText(name, nameLength(name)) : "none";
}

// The form of the ADDRESS option that a text leads to.
function formOf(text: string): i32 {
  expect<string>(configure(text)).toBe("");
  return addressForm;
}

const DEFAULT_METHODS: string = "manual dhcp snaptr dnssd";

// The methods in force.
function methods(): string {
  const words = new Array<string>();
  for (let i = 1; i <= <i32>load<u8>(METHODS); i++) {
    const word = methodWord(<Method>load<u8>(METHODS + i));
    words.push(String.UTF8.decodeUnsafe(wordPointer(word), wordLength(word)));
  }
  return words.join(" ");
}

describe("profile", () => {
  it("draft00 adds anycast to the methods, unless they are chosen (R-70)", () => {
    expect<string>(configure("profile draft01")).toBe("");
    expect<string>(methods()).toBe(DEFAULT_METHODS);
    expect<string>(configure("profile draft00")).toBe("");
    expect<string>(methods()).toBe(DEFAULT_METHODS + " anycast");
    expect<string>(configure("profile draft00\nmethods " + DEFAULT_METHODS)).toBe("");
    expect<string>(methods()).toBe(DEFAULT_METHODS);
    expect<string>(configure("methods dhcp manual snaptr anycast\nmethods dhcp\nprofile draft00")).toBe("");
    expect<string>(methods()).toBe("dhcp");
    expect<string>(configure("methods none\nprofile draft00")).toBe(`1:${Code.ConfigValue}@8`);
    expect<string>(methods()).toBe(DEFAULT_METHODS + " anycast");
    expect<string>(configure("")).toBe("");
    expect<string>(methods()).toBe(DEFAULT_METHODS);
  });

  it("sets the form of the ADDRESS option", () => {
    expect<i32>(formOf("profile auto")).toBe(AddressForm.Auto);
    expect<i32>(formOf("profile rfc8973")).toBe(AddressForm.Flat);
    expect<i32>(formOf("profile draft01")).toBe(AddressForm.Lists);
    expect<i32>(formOf("profile draft00")).toBe(AddressForm.Lists);
  });

  it("has four values", () => {
    expect<string>(configure("profile")).toBe(`1:${Code.ConfigValueMissing}@7`);
    expect<string>(configure("profile rfc")).toBe(`1:${Code.ConfigValue}@8`);
    expect<string>(configure("profile draft02")).toBe(`1:${Code.ConfigValue}@8`);
    expect<string>(configure("profile flat")).toBe(`1:${Code.ConfigValue}@8`);
    expect<string>(configure("profile on")).toBe(`1:${Code.ConfigValue}@8`);
    expect<string>(configure("profile dhcp")).toBe(`1:${Code.ConfigValue}@8`);
    expect<i32>(addressForm).toBe(AddressForm.Auto);
  });
});

describe("address-form", () => {
  it("counts before and after the profile", () => {
    expect<i32>(formOf("address-form flat")).toBe(AddressForm.Flat);
    expect<i32>(formOf("profile rfc8973\naddress-form lists")).toBe(AddressForm.Lists);
    expect<i32>(formOf("address-form lists\nprofile rfc8973")).toBe(AddressForm.Lists);
    expect<i32>(formOf("address-form auto\nprofile draft01")).toBe(AddressForm.Auto);
    expect<i32>(formOf("profile draft01")).toBe(AddressForm.Lists, "nothing is left of the text before");
  });

  it("has three values", () => {
    expect<string>(configure("address-form")).toBe(`1:${Code.ConfigValueMissing}@12`);
    expect<string>(configure("address-form list")).toBe(`1:${Code.ConfigValue}@13`);
    expect<string>(configure("address-form flat lists")).toBe(`1:${Code.ConfigExtraValue}@18`);
    expect<i32>(addressForm).toBe(AddressForm.Auto);
  });
});

describe("methods", () => {
  it("are a list in order of preference", () => {
    expect<string>(configure("methods dhcp manual")).toBe("");
    expect<string>(methods()).toBe("dhcp manual");
    expect<string>(configure("methods dhcp")).toBe("");
    expect<string>(methods()).toBe("dhcp");
    expect<string>(configure("methods anycast snaptr default-router manual dhcp")).toBe("");
    expect<string>(methods()).toBe("anycast snaptr default-router manual dhcp");
  });

  it("refuse multicast DNS before what others vouch for", () => {
    const others = ["manual", "dhcp", "dnssd", "snaptr"];
    for (let i = 0; i < others.length; i++) {
      expect<string>(configure("methods mdns " + others[i])).toBe(`1:${Code.ConfigOrder}@13`, others[i]);
      expect<string>(methods()).toBe(DEFAULT_METHODS);
    }
    expect<string>(configure("methods mdns mdns")).toBe(`1:${Code.ConfigDuplicate}@13`);
  });

  it("are known, once each, and at least one", () => {
    expect<string>(configure("methods default-router anycast dhcp mdns")).toBe("");
    expect<string>(configure("methods mdns default-router anycast")).toBe("");
    expect<string>(methods()).toBe("mdns default-router anycast");
    expect<string>(configure("methods")).toBe(`1:${Code.ConfigValueMissing}@7`);
    expect<string>(configure("methods dhcp dns")).toBe(`1:${Code.ConfigValue}@13`);
    expect<string>(configure("methods dhcp manual dhcp")).toBe(`1:${Code.ConfigDuplicate}@20`);
    expect<string>(methods()).toBe(DEFAULT_METHODS);
    expect<string>(configure("methods snaptr manual")).toBe("");
    expect<string>(methods()).toBe("snaptr manual");
  });
});

describe("call-home", () => {
  it("is off without a port, and each configuration begins anew", () => {
    expect<string>(configure("call-home on\ncall-home-port 4646")).toBe("");
    expect<bool>(isCallHomeOn()).toBe(true);
    expect<u16>(load<u16>(GENERAL, GeneralAt.CallHomePort)).toBe(4646);
    expect<string>(configure("call-home on\ncall-home off")).toBe("");
    expect<bool>(isCallHomeOn()).toBe(false);
    expect<u16>(load<u16>(GENERAL, GeneralAt.CallHomePort)).toBe(0);
  });

  it("takes on or off, and a port", () => {
    expect<string>(configure("call-home yes")).toBe(`1:${Code.ConfigValue}@10`);
    expect<string>(configure("call-home-port 0")).toBe(`1:${Code.ConfigValue}@15`);
    expect<string>(configure("call-home-port 65536")).toBe(`1:${Code.ConfigValue}@15`);
    expect<string>(configure("call-home-port")).toBe(`1:${Code.ConfigValueMissing}@14`);
    expect<string>(configure("interface wan\ncall-home on")).toBe(`2:${Code.ConfigStatement}@0`);
  });
});

describe("option-codes", () => {
  it("are four numbers", () => {
    expect<string>(configure("option-codes 1 254 1 65535")).toBe("");
    expect<i32>(codeRi4).toBe(1);
    expect<i32>(codeAddress4).toBe(254);
    expect<i32>(codeRi6).toBe(1);
    expect<i32>(codeAddress6).toBe(65535);
  });

  it("stay within their protocol and differ within it", () => {
    expect<string>(configure("option-codes 0 148 141 142")).toBe(`1:${Code.ConfigValue}@13`);
    expect<string>(configure("option-codes 147 255 141 142")).toBe(`1:${Code.ConfigValue}@17`);
    expect<string>(configure("option-codes 147 147 141 142")).toBe(`1:${Code.ConfigDuplicate}@17`);
    expect<string>(configure("option-codes 147 148 0 142")).toBe(`1:${Code.ConfigValue}@21`);
    expect<string>(configure("option-codes 147 148 141 65536")).toBe(`1:${Code.ConfigValue}@25`);
    expect<string>(configure("option-codes 147 148 141 141")).toBe(`1:${Code.ConfigDuplicate}@25`);
    expect<string>(configure("option-codes 147 148 141")).toBe(`1:${Code.ConfigValueMissing}@24`);
    expect<string>(configure("option-codes 0x93 148 141 142")).toBe(`1:${Code.ConfigValue}@13`);
    expect<string>(configure("option-codes -1 148 141 142")).toBe(`1:${Code.ConfigValue}@13`);
    expect<string>(configure("option-codes 4294967443 148 141 142")).toBe(`1:${Code.ConfigValue}@13`);
    expect<i32>(codeRi4).toBe(147);
    expect<i32>(codeAddress6).toBe(142);
  });
});

describe("switches", () => {
  it("are on or off", () => {
    expect<string>(configure("strict-draft on\naccept-multiple on")).toBe("");
    expect<bool>(strictDraft).toBe(true);
    expect<bool>(acceptMultiple).toBe(true);
    expect<string>(configure("strict-draft on\nstrict-draft off\naccept-multiple off")).toBe("");
    expect<bool>(strictDraft).toBe(false);
    expect<bool>(acceptMultiple).toBe(false);
  });

  it("are nothing else", () => {
    expect<string>(configure("strict-draft yes\naccept-multiple\nstrict-draft ON\naccept-multiple on off")).toBe(
      `1:${Code.ConfigValue}@13 2:${Code.ConfigValueMissing}@15 3:${Code.ConfigValue}@13 4:${Code.ConfigExtraValue}@19`,
    );
    expect<bool>(strictDraft).toBe(false);
    expect<bool>(acceptMultiple).toBe(false);
  });
});

describe("manual-scope", () => {
  it("is beside or replace", () => {
    expect<string>(configure("manual-scope replace")).toBe("");
    expect<bool>(manualReplaces).toBe(true);
    expect<string>(configure("manual-scope replace\nmanual-scope beside")).toBe("");
    expect<bool>(manualReplaces).toBe(false);
    expect<string>(configure("manual-scope instead")).toBe(`1:${Code.ConfigValue}@13`);
    expect<string>(configure("manual-scope")).toBe(`1:${Code.ConfigValueMissing}@12`);
  });
});

describe("trusted-names", () => {
  it("are names and patterns, over several lines", () => {
    expect<string>(configure("trusted-names mitigate.isp.test. *.isp.test\ntrusted-names **.Other.test")).toBe("");
    expect<i32>(trustedNameCount()).toBe(3);
    expect<string>(trusted(0)).toBe("mitigate.isp.test");
    expect<string>(trusted(1)).toBe("*.isp.test");
    expect<string>(trusted(2)).toBe("**.Other.test");
  });

  it("are checked, with the place inside of the name", () => {
    expect<string>(configure("trusted-names")).toBe(`1:${Code.ConfigValueMissing}@13`);
    expect<string>(configure("trusted-names a..test")).toBe(`1:${Code.TextName}@16`);
    expect<string>(configure("trusted-names isp_1.test")).toBe(`1:${Code.NameCharacter}@17`);
    expect<string>(configure("trusted-names a.-b.test")).toBe(`1:${Code.NameHyphen}@16`);
    expect<string>(configure("trusted-names *")).toBe(`1:${Code.TextName}@15`);
    expect<string>(configure("trusted-names a.*.test")).toBe(`1:${Code.NameCharacter}@16`);
    expect<i32>(trustedNameCount()).toBe(0);
  });

  it("are taken line by line, each whole or not at all", () => {
    expect<string>(configure("trusted-names a.test\ntrusted-names b.test c..test\ntrusted-names d.test")).toBe(
      `2:${Code.TextName}@23`,
    );
    expect<i32>(trustedNameCount()).toBe(2);
    expect<string>(trusted(1)).toBe("d.test");
    expect<string>(trusted(2)).toBe("none");
  });

  it("limit trust even where they are in error", () => {
    expect<string>(configure("methods dhcp")).toBe("");
    expect<bool>(trustIsLimited).toBe(false);
    expect<string>(configure("trusted-names a..test")).toBe(`1:${Code.TextName}@16`);
    expect<bool>(trustIsLimited).toBe(true);
    expect<string>(configure("trusted-names")).toBe(`1:${Code.ConfigValueMissing}@13`);
    expect<bool>(trustIsLimited).toBe(true);
    expect<string>(configure("")).toBe("");
    expect<bool>(trustIsLimited).toBe(false);
  });

  it("are not more than the limit", () => {
    let text = "trusted-names";
    for (let i = 0; i < MAX_TRUSTED_NAMES; i++) text += ` n${i}.test`;
    expect<string>(configure(text)).toBe("");
    expect<i32>(trustedNameCount()).toBe(MAX_TRUSTED_NAMES);
    expect<string>(configure(text + "\ntrusted-names one-more.test")).toBe(`2:${Code.ConfigLimit}@14`);
    expect<i32>(trustedNameCount()).toBe(MAX_TRUSTED_NAMES);
  });
});
