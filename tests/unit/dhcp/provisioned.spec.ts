import { Code } from "../../../assembly/codes";
import { CHANNEL, ClientKind, LEASE, LeaseEvent, RESOLVERS } from "../../../assembly/dhcp/lease";
import { resetSettings } from "../../../assembly/dhcp/settings";
import { prefixesText } from "../support/lease-text";
import { hexOf, nameText } from "../support/octets";
import { readSpool, spoolText } from "../support/spool";

const V4: string = "00000000000000000000ffff";

function read(lines: string, file: string = "lte.inet"): string {
  return spoolText(file, "client=provisioned\nevent=bound\nchannel=pco\n" + lines);
}

describe("provisioned", () => {
  beforeEach(() => {
    resetSettings();
  });

  it("E-115 says in text what a lease says", () => {
    expect<string>(
      read(
        "reference_identifier=dots.mobil.test\naddresses=203.0.113.7 203.0.113.8\nresolvers=10.64.0.53 10.64.0.54\n" +
          "domain=mobil.test\nrouter=10.64.0.1\nlease=3600\n",
      ),
    ).toBe(
      `ri dots.mobil.test; domain mobil.test; flat; addresses ${V4}cb007107/0 ${V4}cb007108/0; discarded ; invalid ; warnings `,
    );
    expect<i32>(LEASE.client).toBe(ClientKind.Provisioned);
    expect<i32>(LEASE.event).toBe(LeaseEvent.Bound);
    expect<u32>(LEASE.leaseS).toBe(3600);
    expect<u32>(LEASE.serverKey).toBe(0);
    expect<string>(hexOf(LEASE.router, 16)).toBe(V4 + "0a400001");
    expect<string>(hexOf(RESOLVERS, LEASE.resolverCount * 16)).toBe(V4 + "0a400035" + V4 + "0a400036");
    expect<string>(nameText(CHANNEL, LEASE.channelLength)).toBe("pco");
  });

  it("E-115 has the same for IPv6, and prefixes", () => {
    const text = read("addresses=2001:db8::a\nprefixes=2001:db8:1::/56 2001:db8:2::/56,10,20\n", "lte.inet6");
    expect<bool>(text.includes("addresses 20010db800000000000000000000000a/0; discarded ; invalid ; warnings ")).toBe(true);
    expect<string>(prefixesText()).toBe(`20010db80001${"00".repeat(10)}/56,4294967295 20010db80002${"00".repeat(10)}/56,20`);
  });

  it("takes nothing for hex, and refuses each option by itself", () => {
    const wrong = `invalid 148:${Code.TextAddress}@0 147:${Code.NameCharacter}@1; warnings `;
    expect<string>(read("addresses=c000020a\nreference_identifier=a_b\nresolvers=x\nrouter=x\n")).toBe(
      "ri ; domain ; flat; addresses ; discarded ; " + wrong,
    );
    expect<bool>(LEASE.addressPresent).toBe(true);
    expect<i32>(LEASE.resolverCount).toBe(0);
    expect<bool>(read("addresses=203.0.113.7 2001:db8::1\n").includes(`invalid 148:${Code.TextAddress}@12`)).toBe(true);
    expect<bool>(read("lease=soon\n").includes(`invalid 51:${Code.TextNumber}@0`)).toBe(true);
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
