import { hashOctets } from "../../../assembly/bytes/text";
import { LEASE } from "../../../assembly/dhcp/lease";
import { resetSettings, setOptionCodes } from "../../../assembly/dhcp/settings";
import { hexOf, placeText, placed } from "../support/octets";
import { spoolText } from "../support/spool";

const M = "00000000000000000000ffff";

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
    expect<u32>(LEASE.routerKey).toBe(keyOf("10.1.0.1"));
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
    expect<i32>(LEASE.discardTotal).toBe(511);
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
