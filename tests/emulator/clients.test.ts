// Virtual clients against virtual providers, without the core: what they send,
// when, and what their hooks write.
import assert from "node:assert/strict";
import { test } from "node:test";
import { LinkState } from "../../host/abi.gen.ts";
import type { Notice } from "../../host/emulator/observer.ts";
import { SeededRandom } from "../../host/emulator/random.ts";
import { Router } from "../../host/emulator/router.ts";
import { readNetwork } from "../../host/emulator/scenario-network.ts";
import { Schedule } from "../../host/emulator/schedule.ts";

interface Lab {
  router: Router;
  schedule: Schedule;
  /** "time client message" of every message, time in ms since the start. */
  packets(): string[];
  /** Text of every spool file that was written, in order. */
  files(): { atMs: number; text: string }[];
}

function startLab(network: Record<string, unknown>, startMs = 100_000): Lab {
  const schedule = new Schedule(startMs);
  const notices: Notice[] = [];
  const checked = readNetwork({ interface: "wan", device: "eth1", provider: "Fixnet", ...network }, "network");
  const router = new Router(
    [checked],
    schedule,
    new SeededRandom(1),
    (notice) => void notices.push(notice),
    () => undefined,
  );
  router.start();
  return {
    router,
    schedule,
    packets: () =>
      notices.flatMap((notice) =>
        notice.kind === "packet" ? [`${notice.timeMs - startMs} ${notice.from} ${notice.message}`] : [],
      ),
    files: () =>
      notices.flatMap((notice) =>
        notice.kind === "spool" ? [{ atMs: notice.timeMs - startMs, text: notice.text }] : [],
      ),
  };
}

const DHCP4 = {
  address: "192.0.2.57/24",
  router: "192.0.2.1",
  lease_s: 1000,
  delay_ms: 40,
  options: { ri: "a.test", addresses: ["192.0.2.10"], domain: "isp.test" },
};
const DHCP6 = {
  address: "2001:db8::57",
  preferred_s: 2000,
  valid_s: 3000,
  t1_s: 1000,
  t2_s: 1600,
  delay_ms: 40,
  hook_delay_ms: 0,
  options: { ri: "a.test", addresses: ["2001:db8::a"], dns: ["2001:db8::53"] },
};

test("udhcpc: four messages, then the file that its hook writes", () => {
  const lab = startLab({ dhcp4: DHCP4 });
  lab.schedule.runUntil(100_000 + 400_000);
  assert.deepEqual(lab.packets(), ["0 client DISCOVER", "40 provider OFFER", "40 client REQUEST", "80 provider ACK"]);
  assert.deepEqual(lab.files(), [
    { atMs: 0, text: "client=udhcpc\nevent=deconfig\ndevice=eth1\nuptime=100.00\n" },
    {
      atMs: 80,
      text:
        "client=udhcpc\nevent=bound\ndevice=eth1\nuptime=100.08\nip=192.0.2.57\nrouter=192.0.2.1\nserverid=192.0.2.1\n" +
        "lease=1000\ndomain=isp.test\nopt147=0161047465737400\nopt148=c000020a\n",
    },
  ]);
});

test("odhcp6c hands on the route of the router that advertises itself", () => {
  const lab = startLab({ dhcp6: { ...DHCP6, router: "fe80:0::2" } });
  lab.schedule.runUntil(110_000);
  assert.match(lab.files().at(-1)?.text ?? "", /\nRA_ROUTES=::\/0,fe80::2,1800,512\n/);
  const silent = startLab({ dhcp6: DHCP6 });
  silent.schedule.runUntil(110_000);
  assert.doesNotMatch(silent.files().at(-1)?.text ?? "", /RA_ROUTES/);
});

test("udhcpc hands on the resolvers in their order", () => {
  const lab = startLab({ dhcp4: { ...DHCP4, options: { dns: ["192.0.2.54", "192.0.2.53"] } } });
  lab.schedule.runUntil(101_000);
  assert.match(lab.files().at(-1)?.text ?? "", /\ndns=192\.0\.2\.54 192\.0\.2\.53\n/);
});

test("udhcpc renews at T1, tries again, rebinds and gives the lease up", () => {
  const lab = startLab({ dhcp4: DHCP4 });
  lab.schedule.runUntil(101_000);
  lab.router.change("wan", {
    ...readNetwork({ interface: "wan", dhcp4: { ...DHCP4, silent: true } }, ""),
    provider: "Fixnet",
  });
  lab.schedule.runUntil(100_000 + 1_000_081);
  const sent = lab.packets().slice(4);
  // T1 500 s; half of the 375 s to T2, and so on, never less than 60 s; the lease ends 1000 s after its ACK.
  assert.deepEqual(sent.slice(0, 5), [
    "500080 client REQUEST",
    "687580 client REQUEST",
    "781330 client REQUEST",
    "841330 client REQUEST",
    "901330 client REQUEST",
  ]);
  assert.equal(sent.at(-1), "1000080 client DISCOVER");
  assert.match(lab.files().at(-1)?.text ?? "", /event=deconfig/);
});

test("udhcpc with tries gives up, calls leasefail, and begins again 20 s later", () => {
  const lab = startLab({ dhcp4: { ...DHCP4, silent: true, tries: 3 } });
  lab.schedule.runUntil(100_000 + 30_000);
  assert.deepEqual(lab.packets().slice(0, 4), [
    "0 client DISCOVER",
    "3000 client DISCOVER",
    "6000 client DISCOVER",
    "29000 client DISCOVER",
  ]);
  assert.equal(lab.files()[1]?.atMs, 9000);
  assert.match(lab.files()[1]?.text ?? "", /event=leasefail/);
});

test("R-36 the provider gives the options only to who asks, or to all with `always`", () => {
  const options = (network: Record<string, unknown>) => {
    const lab = startLab({ dhcp4: network });
    lab.schedule.runUntil(101_000);
    return /opt147/.test(lab.files().at(-1)?.text ?? "");
  };
  assert.equal(options(DHCP4), true);
  assert.equal(options({ ...DHCP4, request: [1, 3] }), false);
  assert.equal(options({ ...DHCP4, request: [1, 3], always: true }), true);
});

test("a NAK ends the lease; the client begins anew after 3 s", () => {
  const lab = startLab({ dhcp4: DHCP4 });
  lab.schedule.runUntil(110_000);
  lab.router.refuse("wan");
  lab.schedule.runUntil(120_000);
  assert.deepEqual(lab.packets().slice(4), [
    "10000 client REQUEST",
    "10040 provider NAK",
    "13040 client DISCOVER",
    "13080 provider OFFER",
    "13080 client REQUEST",
    "13120 provider ACK",
  ]);
  const events = lab.files().map((file) => /event=(\w+)/.exec(file.text)?.[1]);
  assert.deepEqual(events, ["deconfig", "bound", "nak", "deconfig", "bound"]);
});

test("udhcpc ignores a message that its buffer cannot hold", () => {
  const raw = [147, 148].map((code) => ({ code, hex: "00".repeat(200) }));
  const lab = startLab({ dhcp4: { ...DHCP4, options: { raw } } });
  lab.schedule.runUntil(105_000);
  assert.deepEqual(lab.packets(), [
    "0 client DISCOVER",
    "40 provider OFFER",
    "3000 client DISCOVER",
    "3040 provider OFFER",
  ]);
});

test("a value that no hook would write is named instead", () => {
  const lab = startLab({ dhcp4: { ...DHCP4, options: { domain: "$(reboot).test" } } });
  lab.schedule.runUntil(101_000);
  assert.match(lab.files().at(-1)?.text ?? "", /\ndropped=domain\n$/);
});

test("odhcp6c: the exchange and the file, with all options in PASSTHRU", () => {
  const lab = startLab({ dhcp6: DHCP6 });
  lab.schedule.runUntil(102_000);
  const [solicit = ""] = lab.packets();
  const began = Number(solicit.split(" ")[0]);
  assert.ok(began < 1000, "RFC 8415 §18.2.1: at most SOL_MAX_DELAY");
  assert.deepEqual(
    lab.packets().map((line) => line.replace(/^\d+/, (time) => String(Number(time) - began))),
    ["0 client SOLICIT", "40 provider ADVERTISE", "40 client REQUEST", "80 provider REPLY"],
  );
  const text = lab.files()[0]?.text ?? "";
  assert.match(text, /^client=odhcp6c\nevent=bound\ndevice=eth1\nuptime=100\.\d\d\nPASSTHRU=/);
  assert.match(
    text,
    /\nPASSTHRU=0017001020010db8000000000000000000000053008d00080161047465737400008e001020010db800000000000000000000000a\n/,
  );
  assert.match(text, /\nOPTION_141=0161047465737400\nOPTION_142=20010db800000000000000000000000a\n/);
  assert.match(text, /\nADDRESSES=2001:db8::57\/128,2000,3000,1000,1600\nRDNSS=2001:db8::53\nSERVER=fe80::1\n$/);
});

test("E-39 odhcp6c hands on the last of two instances, and both in PASSTHRU", () => {
  const raw = [
    { code: 141, hex: "0161047465737400" },
    { code: 141, hex: "0162047465737400" },
  ];
  const lab = startLab({ dhcp6: { ...DHCP6, options: { raw } } });
  lab.schedule.runUntil(102_000);
  const text = lab.files()[0]?.text ?? "";
  assert.match(text, /\nOPTION_141=0162047465737400\n/);
  assert.match(text, /\nPASSTHRU=008d00080161047465737400008d00080162047465737400\n/);
});

test("odhcp6c holds its first call back, and tells of renewals at once", () => {
  const lab = startLab({ dhcp6: { ...DHCP6, hook_delay_ms: 10_000 } });
  lab.schedule.runUntil(100_000 + 1_100_000);
  const replies = lab.packets().filter((line) => line.endsWith("REPLY"));
  const times = replies.map((line) => Number(line.split(" ")[0]));
  assert.deepEqual(
    lab.files().map((file) => file.atMs),
    [(times[0] ?? 0) + 10_000, times[1]],
  );
  assert.match(lab.files()[0]?.text ?? "", /\nADDRESSES=2001:db8::57\/128,1990,2990,990,1590\n/);
  assert.match(lab.files()[1]?.text ?? "", /event=updated/);
});

test("DHCPv6 renews, rebinds and loses the address when nobody answers", () => {
  const lab = startLab({ dhcp6: DHCP6 });
  lab.schedule.runUntil(102_000);
  lab.router.change("wan", {
    ...readNetwork({ interface: "wan", dhcp6: { ...DHCP6, silent: true } }, ""),
    provider: "Fixnet",
  });
  lab.schedule.runUntil(100_000 + 3_010_000);
  const words = lab
    .packets()
    .slice(4)
    .map((line) => line.split(" ")[2]);
  assert.deepEqual([...new Set(words)], ["RENEW", "REBIND", "SOLICIT"]);
  assert.match(lab.files().at(-1)?.text ?? "", /event=unbound/);
});

test("E-40 a stateless client asks again after the refresh time: at least 600 s, 86400 s without, never if infinite", () => {
  const asked = (refreshS: number | undefined) => {
    const options = refreshS === undefined ? {} : { refresh_s: refreshS };
    const lab = startLab({ dhcp6: { stateless: true, client: "raw", delay_ms: 40, options } });
    lab.schedule.runUntil(100_000 + 8 * 86_400_000);
    const times = lab.packets().flatMap((line) => (line.includes("INFORMATION") ? [Number(line.split(" ")[0])] : []));
    return Math.round(((times[1] ?? Infinity) - (times[0] ?? 0)) / 1000);
  };
  assert.equal(asked(60), 600);
  assert.equal(asked(undefined), 86_400);
  assert.equal(asked(0xffffffff), Infinity);
});

test("raw hands on whole messages; with `tap` the OFFER too", () => {
  const files = (tap: boolean) => {
    const lab = startLab({ dhcp4: { ...DHCP4, client: "raw", tap } });
    lab.schedule.runUntil(101_000);
    return lab.files().map((file) => /message=(\w\w)/.exec(file.text)?.[1]);
  };
  assert.deepEqual(files(false), ["02"]);
  assert.deepEqual(files(true), ["02", "02"]);
});

test("a client is stopped with its link and begins anew, unless it keeps its lease", () => {
  const events = (onLink: string) => {
    const lab = startLab({ dhcp4: { ...DHCP4, on_link: onLink } });
    lab.schedule.runUntil(110_000);
    lab.router.setLink("wan", LinkState.Down);
    lab.schedule.runUntil(112_000);
    lab.router.setLink("wan", LinkState.Up);
    lab.schedule.runUntil(113_000);
    return lab.files().map((file) => /event=(\w+)/.exec(file.text)?.[1]);
  };
  assert.deepEqual(events("restart"), ["deconfig", "bound", "deconfig", "deconfig", "bound"]);
  assert.deepEqual(events("keep"), ["deconfig", "bound"]);
});

test("I-03 odhcp6c asks for a prefix where one is delegated, and hands it on with what is left of its lifetimes", () => {
  const { address: _, ...lease } = DHCP6;
  const lab = startLab({ dhcp6: { ...lease, prefixes: ["2001:db8:1::/56"], hook_delay_ms: 10_000 } });
  lab.schedule.runUntil(100_000 + 20_000);
  assert.ok(
    lab.packets().some((line) => line.endsWith("REPLY")),
    lab.packets().join(", "),
  );
  const [first] = lab.files();
  assert.match(first?.text ?? "", /\nADDRESSES=\nPREFIXES=2001:db8:1::\/56,1990,2990,990,1590\n/);
});

test("I-03 a client that has no prefix to expect asks for none", () => {
  const lab = startLab({ dhcp6: { ...DHCP6, hook_delay_ms: 0 } });
  lab.schedule.runUntil(100_000 + 20_000);
  assert.doesNotMatch(lab.files()[0]?.text ?? "", /PREFIXES/);
});

test("I-06 a prefix with a valid lifetime of 0 is not held, one that is deprecated is", () => {
  const prefixes = [
    { prefix: "2001:db8:1::/56", preferred_s: 0, valid_s: 0 },
    { prefix: "2001:db8:2::/56", preferred_s: 0, valid_s: 700 },
  ];
  const lab = startLab({ dhcp6: { ...DHCP6, prefixes, hook_delay_ms: 0 } });
  lab.schedule.runUntil(100_000 + 20_000);
  assert.match(lab.files()[0]?.text ?? "", /\nPREFIXES=2001:db8:2::\/56,0,700,1000,1600\n/);
});
