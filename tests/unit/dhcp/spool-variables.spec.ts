import { hashOctets } from "../../../assembly/bytes/text";
import { Code } from "../../../assembly/codes";
import { CHANNEL, ClientKind, LEASE, LeaseEvent, RESOLVERS } from "../../../assembly/dhcp/lease";
import { resetSettings, setOptionCodes } from "../../../assembly/dhcp/settings";
import { MAX_DISCARDS } from "../../../assembly/limits";
import { isUnspecified } from "../../../assembly/net/address";
import { prefixesText } from "../support/lease-text";
import { hexOf, nameText, placeText, placed } from "../support/octets";
import { readSpool, spoolText } from "../support/spool";

const M = "00000000000000000000ffff";
const A10 = "fd0a0000000000000000000000000010";
const A11 = "fd0a0000000000000000000000000011";
const BOTH4 = `${M}0a01000a/0 ${M}0a01000b/0`;

function read(lines: string): string {
  return spoolText("wan.inet", "client=udhcpc\nevent=bound\n" + lines);
}

function keyOf(text: string): u32 {
  return hashOctets(placed, placeText(text));
}

describe("udhcpc", () => {
  beforeEach(() => {
    resetSettings();
  });

  it("reads the lease that busybox 1.35 exported", () => {
    expect<string>(
      read(
        "ip=10.1.0.100\nrouter=10.1.0.1\nserverid=10.1.0.1\nlease=3600\n" +
          "opt147=04646f74730469737061047465737400\nopt148=0a01000a0a01000b\n",
      ),
    ).toBe(
      `ri dots.ispa.test; domain ; flat; addresses ${M}0a01000a/0 ${M}0a01000b/0; discarded ; invalid ; warnings `,
    );
    expect<u32>(LEASE.leaseS).toBe(3600);
    expect<string>(hexOf(LEASE.ownAddress, 16)).toBe(M + "0a010064");
    expect<u32>(LEASE.serverKey).toBe(keyOf("10.1.0.1"));
    expect<string>(hexOf(LEASE.router, 16)).toBe(M + "0a010001");
  });

  it("takes the first of several routers, and none that is no address", () => {
    read("router=10.1.0.2 10.1.0.1\n");
    expect<string>(hexOf(LEASE.router, 16)).toBe(M + "0a010002");
    read("router=10.1.0.2,10.1.0.1\n");
    expect<bool>(isUnspecified(LEASE.router)).toBe(true);
    read("router=\n");
    expect<bool>(isUnspecified(LEASE.router)).toBe(true);
    read("");
    expect<bool>(isUnspecified(LEASE.router)).toBe(true, "nothing is left of the lease before");
  });

  it("reads the list form", () => {
    expect<string>(read("opt148=080a01000a0a01000b040a01000c\n")).toBe(
      `ri ; domain ; lists 2; addresses ${M}0a01000a/0 ${M}0a01000b/0 ${M}0a01000c/1; discarded ; invalid ; warnings `,
    );
  });

  it("reads the options under the codes that are set", () => {
    setOptionCodes(224, 225, 141, 142);
    expect<string>(read("opt147=016100\nopt224=016200\nopt225=0a000001\nopt148=0a000002\n")).toBe(
      `ri b; domain ; flat; addresses ${M}0a000001/0; discarded ; invalid ; warnings `,
    );
  });

  it("takes the stale memory behind a length beyond the packet for no second name", () => {
    expect<string>(read("opt147=04646f7473002d66002d71002d6e" + "00".repeat(200) + "\n")).toBe(
      "ri dots; domain ; flat; addresses ; discarded ; invalid ; warnings 114",
    );
  });

  it("A-15: a value that is no hex makes one option invalid", () => {
    expect<string>(read("opt147=04646f7g\nopt148=0a000001\nopt213=03697\n")).toBe(
      `ri ; domain ; flat; addresses ${M}0a000001/0; discarded ; invalid 147:38@7 213:39@5; warnings `,
    );
    expect<string>(read("opt147=016100\nopt148=0a00000\n")).toBe(
      "ri a; domain ; flat; addresses ; discarded ; invalid 148:39@7; warnings ",
    );
    expect<bool>(LEASE.addressPresent).toBe(true);
  });

  it("E-05: tells an empty option from an absent one", () => {
    expect<string>(read("opt147=\nopt148=\n")).toBe(
      "ri ; domain ; flat; addresses ; discarded ; invalid 148:26@0 147:26@0; warnings ",
    );
    expect<bool>(LEASE.addressPresent).toBe(true);
    expect<string>(read("ip=10.0.0.1\n")).toBe("ri ; domain ; flat; addresses ; discarded ; invalid ; warnings ");
    expect<bool>(LEASE.addressPresent).toBe(false);
  });

  it("ends at the room for one option", () => {
    const full = "0a000001".repeat(512);
    expect<string>(read("opt148=" + full + "\n").substr(0, 30)).toBe("ri ; domain ; flat; addresses ");
    expect<i32>(LEASE.addressCount).toBe(1);
    expect<i32>(LEASE.discardCount).toBe(MAX_DISCARDS);
    expect<string>(read("opt148=" + full + "0a000002\n")).toBe(
      "ri ; domain ; flat; addresses ; discarded ; invalid 148:27@2048; warnings ",
    );
  });

  it("says which values the hook dropped", () => {
    expect<string>(read("dropped=opt148\ndropped=serverid\n")).toBe(
      "ri ; domain ; flat; addresses ; discarded ; invalid ; warnings 118 118",
    );
    expect<bool>(LEASE.addressPresent).toBe(true);
  });

  it("R-76, A-07: takes a domain from option 213, else 15", () => {
    expect<string>(read("domain=isp.test\nopt213=036163630369737004746573740" + "0\n").substr(0, 30)).toBe(
      "ri ; domain acc.isp.test; flat",
    );
    expect<i32>(LEASE.domainSource).toBe(213);
    expect<string>(read("domain=isp.test\n").substr(0, 26)).toBe("ri ; domain isp.test; flat");
    expect<i32>(LEASE.domainSource).toBe(15);
    expect<string>(read("domain=lan\n").substr(0, 17)).toBe("ri ; domain ; fla");
  });

  it("remarks on numbers and addresses that are none", () => {
    expect<string>(read("lease=3600s\nip=10.1.0\n")).toBe(
      "ri ; domain ; flat; addresses ; discarded ; invalid 51:42@0 0:40@6; warnings ",
    );
    expect<u32>(LEASE.leaseS).toBe(0);
  });
});

function four(lines: string): string {
  return spoolText("wan.inet", "client=dhcpcd\nevent=BOUND\n" + lines);
}

function six(lines: string): string {
  return spoolText("wan.inet6", "client=dhcpcd\nevent=BOUND6\n" + lines);
}

function invalid(remarks: string): string {
  return `ri ; domain ; flat; addresses ; discarded ; invalid ${remarks}; warnings `;
}

describe("dhcpcd, DHCPv4", () => {
  beforeEach(() => {
    resetSettings();
  });

  it("reads binhex and typed addresses", () => {
    expect<string>(
      four(
        "new_dots_address=10.1.0.10 10.1.0.11\nnew_dots_ri=04646f74730469737061047465737400\n" +
          "new_dhcp_lease_time=3600\nnew_ip_address=10.1.0.100\n",
      ),
    ).toBe(`ri dots.ispa.test; domain ; flat; addresses ${BOTH4}; discarded ; invalid ; warnings `);
    expect<u32>(LEASE.leaseS).toBe(3600);
    expect<string>(hexOf(LEASE.ownAddress, 16)).toBe(M + "0a010064");
  });

  it("reads binhex addresses and a typed name, with a warning", () => {
    expect<string>(four("new_dots_address=0a01000a0a01000b\nnew_dots_ri=dots.ispa.test\n")).toBe(
      `ri dots.ispa.test; domain ; flat; addresses ${BOTH4}; discarded ; invalid ; warnings 117`,
    );
  });

  it("E-17: takes the first of two typed names", () => {
    expect<string>(four("new_dots_ri=dots.ispa.test dots2.ispa.test\n")).toBe(
      "ri dots.ispa.test; domain ; flat; addresses ; discarded ; invalid ; warnings 117 113",
    );
  });

  it("takes what is all hex for hex", () => {
    expect<string>(four("new_dots_ri=cafe\n")).toBe(invalid("147:18@0"));
    expect<string>(four("new_dots_ri=abc\n")).toBe(invalid("147:39@3"));
    expect<string>(four("new_dots_ri=016100\n").substr(0, 5)).toBe("ri a;");
    expect<string>(four("new_dots_ri=cafe.fee\n").substr(0, 12)).toBe("ri cafe.fee;");
  });

  it("reads an empty option as such", () => {
    expect<string>(four("new_dots_ri=\nnew_dots_address=10.1.0.10\n")).toBe(
      `ri ; domain ; flat; addresses ${M}0a01000a/0; discarded ; invalid 147:26@0; warnings `,
    );
  });

  it("E-23: no shell character survives", () => {
    expect<string>(four("new_dots_address=273b69643b0a23\nnew_dots_ri=$(touch PWN).`id`\n")).toBe(
      invalid("148:25@0 147:20@0"),
    );
  });

  it("E-02: a draft list under an array of addresses loses its tail", () => {
    expect<string>(four("new_dots_address=8.10.1.0 10.10.1.0 11.4.10.1\n")).toBe(
      `ri ; domain ; flat; addresses ${M}080a0100/0 ${M}0a0a0100/0 ${M}0b040a01/0; discarded ; invalid ; warnings `,
    );
  });
});

describe("dhcpcd, DHCPv6", () => {
  beforeEach(() => {
    resetSettings();
  });

  it("reads the lease that dhcpcd 9.4 exported", () => {
    expect<string>(
      six(
        "new_dhcp6_dots_address=fd0a::10 fd0a::11\nnew_dhcp6_dots_ri=04646f74730469737061047465737400\n" +
          "new_dhcp6_ia_na1_ia_addr1=fd0a::1001\nnew_dhcp6_ia_na1_ia_addr1_vltime=4000\n" +
          "new_dhcp6_server_id=000100013294a602f61d31beee68\n",
      ),
    ).toBe(`ri dots.ispa.test; domain ; flat; addresses ${A10}/0 ${A11}/0; discarded ; invalid ; warnings `);
    expect<u32>(LEASE.leaseS).toBe(4000);
    expect<string>(hexOf(LEASE.ownAddress, 16)).toBe("fd0a0000000000000000000000001001");
    expect<bool>(LEASE.serverKey != 0).toBe(true);
  });

  it("reads binhex addresses", () => {
    expect<string>(six(`new_dhcp6_dots_address=${A10}${A11}\n`)).toBe(
      `ri ; domain ; flat; addresses ${A10}/0 ${A11}/0; discarded ; invalid ; warnings `,
    );
    expect<string>(six("new_dhcp6_dots_address=\nnew_dhcp6_dots_ri=\n")).toBe(invalid("142:26@0 141:26@0"));
  });

  it("takes the access domain", () => {
    expect<string>(six("new_dhcp6_access_domain=acc.isp.test\n").substr(0, 24)).toBe("ri ; domain acc.isp.test");
    expect<i32>(LEASE.domainSource).toBe(57);
  });
});

function provisioned(lines: string, file: string = "lte.inet"): string {
  return spoolText(file, "client=provisioned\nevent=bound\nchannel=pco\n" + lines);
}

describe("provisioned", () => {
  beforeEach(() => {
    resetSettings();
  });

  it("E-115 says in text what a lease says", () => {
    expect<string>(
      provisioned(
        "reference_identifier=dots.mobil.test\naddresses=203.0.113.7 203.0.113.8\nresolvers=10.64.0.53 10.64.0.54\n" +
          "domain=mobil.test\nrouter=10.64.0.1\nlease=3600\n",
      ),
    ).toBe(
      `ri dots.mobil.test; domain mobil.test; flat; addresses ${M}cb007107/0 ${M}cb007108/0; discarded ; invalid ; warnings `,
    );
    expect<i32>(LEASE.client).toBe(ClientKind.Provisioned);
    expect<i32>(LEASE.event).toBe(LeaseEvent.Bound);
    expect<u32>(LEASE.leaseS).toBe(3600);
    expect<u32>(LEASE.serverKey).toBe(0);
    expect<string>(hexOf(LEASE.router, 16)).toBe(M + "0a400001");
    expect<string>(hexOf(RESOLVERS, LEASE.resolverCount * 16)).toBe(M + "0a400035" + M + "0a400036");
    expect<string>(nameText(CHANNEL, LEASE.channelLength)).toBe("pco");
  });

  it("E-115 has the same for IPv6, and prefixes", () => {
    const text = provisioned("addresses=2001:db8::a\nprefixes=2001:db8:1::/56 2001:db8:2::/56,10,20\n", "lte.inet6");
    expect<bool>(text.includes("addresses 20010db800000000000000000000000a/0; discarded ; invalid ; warnings ")).toBe(true);
    expect<string>(prefixesText()).toBe(`20010db80001${"00".repeat(10)}/56,4294967295 20010db80002${"00".repeat(10)}/56,20`);
  });

  it("takes nothing for hex, and refuses each option by itself", () => {
    const wrong = `invalid 148:${Code.TextAddress}@0 147:${Code.NameCharacter}@1; warnings `;
    expect<string>(provisioned("addresses=c000020a\nreference_identifier=a_b\nresolvers=x\nrouter=x\n")).toBe(
      "ri ; domain ; flat; addresses ; discarded ; " + wrong,
    );
    expect<bool>(LEASE.addressPresent).toBe(true);
    expect<i32>(LEASE.resolverCount).toBe(0);
    expect<bool>(provisioned("addresses=203.0.113.7 2001:db8::1\n").includes(`invalid 148:${Code.TextAddress}@12`)).toBe(true);
    expect<bool>(provisioned("lease=soon\n").includes(`invalid 51:${Code.TextNumber}@0`)).toBe(true);
  });

  it("has a channel, which is a lower case word of at most 15 octets", () => {
    const begin = "client=provisioned\nevent=bound\n";
    expect<string>(readSpool("lte.inet", begin)).toBe(`fault ${Code.SpoolClient}@31`);
    expect<string>(readSpool("lte.inet", begin + "channel=\n")).toBe(`fault ${Code.SpoolClient}@39`);
    expect<string>(readSpool("lte.inet", begin + "channel=pCo\n")).toBe(`fault ${Code.SpoolClient}@40`);
    expect<string>(readSpool("lte.inet", begin + "channel=a:b\n")).toBe(`fault ${Code.SpoolClient}@40`);
    expect<string>(readSpool("lte.inet", begin + "channel=a-channel\n")).toBe(`fault ${Code.SpoolClient}@40`);
    expect<string>(readSpool("lte.inet", begin + "channel=fifteenletters1\n")).toBe("");
    expect<i32>(LEASE.channelLength).toBe(17);
    expect<string>(readSpool("lte.inet", begin + "channel=sixteenletters12\n")).toBe(`fault ${Code.SpoolClient}@39`);
    expect<string>(readSpool("lte.inet", "client=udhcpc\nevent=bound\nchannel=PCO\n")).toBe("", "of no meaning to others");
    expect<i32>(LEASE.channelLength).toBe(0);
  });

  it("begins and ends by its own words", () => {
    const words = ["bound", "lost", "absent", "message", "renew", "BOUND", "deconfig"];
    const events = [LeaseEvent.Bound, LeaseEvent.Lost, LeaseEvent.Absent];
    for (let i = 0; i < words.length; i++) {
      expect<string>(readSpool("lte.inet", `client=provisioned\nevent=${words[i]}\nchannel=at\n`)).toBe("", words[i]);
      expect<i32>(LEASE.event).toBe(i < 3 ? events[i] : LeaseEvent.Ignored, words[i]);
    }
  });
});
