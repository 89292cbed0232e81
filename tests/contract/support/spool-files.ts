// Spool files of every dialect, with what is learnt from them (docs/spool.md).
import type { Json } from "../../support/vectors.ts";

/** Lines behind `client` and `event`, and the outcome in the words of the vectors. */
export type Lease = readonly [lines: string, expected: Json];

const RI = "04646f74730469737061047465737400";
const RI2 = "05646f7473320469737061047465737400";
const A10 = "fd0a0000000000000000000000000010";
const A11 = "fd0a0000000000000000000000000011";
const DNS = "00170010fd0a0000000000000000000000000001";
const FIRST = ["10.1.0.10", "10.1.0.11"];
const SIX = ["fd0a::10", "fd0a::11"];
const invalid = (...list: readonly (readonly [option: number, error: string, offset: number])[]): Json => ({
  invalid: list.map(([option, error, offset]) => ({ option, error, offset })),
});

/** What a client is called, the event, the file, and its cases. */
export const LEASES: readonly (readonly [client: string, event: string, file: string, leases: readonly Lease[]])[] = [
  [
    "udhcpc",
    "bound",
    "wan.inet",
    [
      [`opt147=${RI}\nopt148=0a01000a0a01000b`, { ri: "dots.ispa.test", groups: [FIRST] }],
      ["opt148=080a01000a0a01000b040a01000c", { groups: [FIRST, ["10.1.0.12"]] }],
      [`opt147=04646f7473002d66002d71002d6e${"00".repeat(200)}`, { ri: "dots", warnings: ["trailing-octets"] }],
      [
        "opt147=04646f7g\nopt148=0a000001\nopt213=03697",
        { groups: [["10.0.0.1"]], ...invalid([147, "hex-digit", 7], [213, "hex-odd", 5]) },
      ],
      ["opt147=016100\nopt148=0a00000", { ri: "a", ...invalid([148, "hex-odd", 7]) }],
      ["opt147=\nopt148=", invalid([148, "option-empty", 0], [147, "option-empty", 0])],
      ["dropped=opt148\ndropped=serverid", { warnings: ["value-dropped", "value-dropped"] }],
      ["opt148=0A01000a", { groups: [["10.1.0.10"]] }],
      ["lease=3600s\nip=10.1.0", invalid([51, "text-number", 0], [0, "text-address", 6])],
      [`domain=isp.test\nopt213=03616363036973700474657374${"00"}`, { domain: "acc.isp.test" }],
      ["domain=isp.test", { domain: "isp.test" }],
      ["domain=lan", {}],
      ["lease=0\nserverid=\nrouter=\ndns=", {}],
      [`opt148=${"00".repeat(2049)}`, invalid([148, "option-too-long", 2048])],
    ],
  ],
  [
    "dhclient",
    "BOUND",
    "wan.inet",
    [
      [
        "new_dots_ri=4:64:6f:74:73:4:69:73:70:61:4:74:65:73:74:0\nnew_dots_address=10.1.0.10 10.1.0.11",
        { ri: "dots.ispa.test", groups: [FIRST] },
      ],
      ["new_dots_ri=dots.ispa.test.", { ri: "dots.ispa.test", warnings: ["typed-name"] }],
      [
        "new_dots_ri=dots.ispa.test. dots2.ispa.test.",
        { ri: "dots.ispa.test", warnings: ["typed-name", "second-name"] },
      ],
      ["new_dots_address=a:1:0:a:a:1:0:b", { groups: [FIRST] }],
      ["new_dots_address=8:a:1:0:a:a:1:0:b:4:a:1:0:c", { groups: [FIRST, ["10.1.0.12"]] }],
      [
        "new_dots_address=4.10.0.0 1.4.10.0 0.2.4.10 0.0.3.4 10.0.0.4",
        { groups: [["10.0.0.1"], ["10.0.0.2"], ["10.0.0.3"], ["10.0.0.4"]], warnings: ["lists-form"] },
      ],
      ["new_dots_ri=dots.ispa.test", invalid([147, "text-name", 14])],
      ["new_dots_address=@ABC", invalid([148, "hex-digit", 0])],
      ["new_dots_ri=0", invalid([147, "name-empty", 0])],
      ["new_dots_ri=4:64:6f:74:73:c0:0", invalid([147, "name-label-type", 5])],
      ["new_dots_ri=4:64:6f:74:73", invalid([147, "name-unterminated", 5])],
      ["new_dots_ri=", invalid([147, "option-empty", 0])],
      // One octet is one or two digits; more digits between no colons are text, and that ends with a dot.
      ["new_dots_ri=ab", invalid([147, "name-label-type", 0])],
      ["new_dots_ri=abc", invalid([147, "text-name", 3])],
      ["new_dots_ri=:ab", invalid([147, "hex-digit", 0])],
      ["new_dots_ri= a.test.", invalid([147, "text-name", 0])],
      ["new_dots_address=10.1.0.256", invalid([148, "text-address", 0])],
      ["new_dots_ri=4:zz", invalid([147, "hex-digit", 2])],
      ["new_dots_ri=a;b.isp.test.", invalid([147, "name-character", 1])],
      ["new_dots_address=10.1.0.10 10.1.0.256", invalid([148, "text-address", 10])],
      ["new_dots_address=10.1.0.10  10.1.0.11", invalid([148, "text-address", 10])],
      ["new_dots_address=10.1.0.10 ::1", invalid([148, "text-address", 10])],
      ["new_domain_name=isp.test", { domain: "isp.test" }],
      ["new_access_domain=3:61:63:63:4:74:65:73:74:0\nnew_domain_name=isp.test", { domain: "acc.test" }],
      ["new_dhcp6_dots_ri=1:61:0\nnew_max_life=60", {}],
      [`new_dots_address=${"0a:00:00:01:".repeat(512)}0a:00:00:02`, invalid([148, "option-too-long", 2048])],
      [`new_dots_ri=1:61:0${":0".repeat(2045)}`, { ri: "a", warnings: ["trailing-octets"] }],
      [`new_dots_ri=1:61:0${":0".repeat(2046)}`, invalid([147, "option-too-long", 2048])],
      [`new_dots_address=${"10.0.0.1 ".repeat(512)}10.0.0.2`, invalid([148, "option-too-long", 4608])],
    ],
  ],
  [
    "dhclient",
    "BOUND6",
    "wan.inet6",
    [
      [
        "new_dhcp6_dots_ri=4:64:6f:74:73:4:69:73:70:61:4:74:65:73:74:0\nnew_dhcp6_dots_address=fd0a::10 fd0a::11",
        { ri: "dots.ispa.test", groups: [SIX] },
      ],
      ["new_dhcp6_dots_address=fd:a:0:0:0:0:0:0:0:0:0:0:0:0:0:10", { groups: [["fd0a::10"]] }],
      ["new_dhcp6_dots_address=fd0a::10", { groups: [["fd0a::10"]] }],
      ["new_dhcp6_dots_address=fd:a:0:0:0:0:0:0:0:0:0:0:0:0:0", invalid([142, "address-length", 0])],
      ["new_dots_ri=4:64:6f:74:73:0\nnew_dots_address=10.0.0.1\nnew_dhcp_lease_time=60", {}],
    ],
  ],
  [
    "dhcpcd",
    "BOUND",
    "wan.inet",
    [
      [`new_dots_address=10.1.0.10 10.1.0.11\nnew_dots_ri=${RI}`, { ri: "dots.ispa.test", groups: [FIRST] }],
      [
        "new_dots_address=0a01000a0a01000b\nnew_dots_ri=dots.ispa.test",
        { ri: "dots.ispa.test", groups: [FIRST], warnings: ["typed-name"] },
      ],
      ["new_dots_ri=dots.ispa.test dots2.ispa.test", { ri: "dots.ispa.test", warnings: ["typed-name", "second-name"] }],
      ["new_dots_ri=cafe", invalid([147, "name-label-type", 0])],
      ["new_dots_ri=abc", invalid([147, "hex-odd", 3])],
      ["new_dots_ri=016100", { ri: "a" }],
      ["new_dots_ri=cafe.fee", { ri: "cafe.fee", warnings: ["typed-name"] }],
      ["new_dots_ri=\nnew_dots_address=10.1.0.10", { groups: [["10.1.0.10"]], ...invalid([147, "option-empty", 0]) }],
      [
        "new_dots_address=273b69643b0a23\nnew_dots_ri=$(touch PWN).`id`",
        invalid([148, "list-length", 0], [147, "name-character", 0]),
      ],
    ],
  ],
  [
    "dhcpcd",
    "BOUND6",
    "wan.inet6",
    [
      [`new_dhcp6_dots_address=${A10}${A11}\nnew_dhcp6_dots_ri=${RI}`, { ri: "dots.ispa.test", groups: [SIX] }],
      ["new_dhcp6_dots_address=fd0a::10 fd0a::11", { groups: [SIX] }],
      ["new_dhcp6_dots_address=fd0a::10 x", invalid([142, "text-address", 9])],
      // A blank or a dot anywhere is in no kind of hex.
      ["new_dhcp6_dots_address= fd0a::10", invalid([142, "text-address", 0])],
      ["new_dhcp6_dots_address=.fd:a", invalid([142, "text-address", 0])],
      ["new_dhcp6_dots_address=\nnew_dhcp6_dots_ri=", invalid([142, "option-empty", 0], [141, "option-empty", 0])],
      ["new_dhcp6_access_domain=acc.isp.test", { domain: "acc.isp.test", warnings: ["typed-name"] }],
    ],
  ],
  [
    "odhcp6c",
    "bound",
    "wan.inet6",
    [
      [
        `PASSTHRU=${DNS}008d0010${RI}008e0020${A10}${A11}\nOPTION_141=${RI}\nOPTION_142=${A10}${A11}`,
        { ri: "dots.ispa.test", groups: [SIX] },
      ],
      [
        `PASSTHRU=${DNS}008d0010${RI}008d0011${RI2}008e0010${A10}008e0010${A11}\nOPTION_141=${RI2}\nOPTION_142=${A11}`,
        { ri: "dots.ispa.test", groups: [["fd0a::10"]], warnings: ["repeated-option", "repeated-option"] },
      ],
      [
        `OPTION_141=${RI2}\nOPTION_142=${A11}`,
        { ri: "dots2.ispa.test", groups: [["fd0a::11"]], warnings: ["last-instance", "last-instance"] },
      ],
      [
        `PASSTHRU=${DNS}008d0000008e0000\nOPTION_141=\nOPTION_142=`,
        invalid([141, "option-empty", 24], [142, "option-empty", 28]),
      ],
      ["PREFIXES=\nADDRESSES=\nRDNSS=\nRA_ROUTES=", {}],
      ["PREFIXES=fd0a::/48 fd0b::/48,1,2", {}],
      ["PREFIXES=fd0a::/48,1,2 fd0b::/129,1,2", invalid([26, "text-prefix", 21])],
      ["PREFIXES=fd0a::/48,1,2 fd0b:/48,1,2", invalid([26, "text-address", 19])],
      ["OPTION_142=fd0a::10", { ...invalid([142, "hex-digit", 4]), warnings: ["last-instance"] }],
      ["PASSTHRU=0039000e0361636303697370047465737400", { domain: "acc.isp.test" }],
      ["OPTION_57=0361636303697370047465737400", { domain: "acc.isp.test", warnings: ["last-instance"] }],
    ],
  ],
  [
    "provisioned",
    "bound\nchannel=pco",
    "lte.inet",
    [
      [
        "reference_identifier=dots.mobil.test\naddresses=203.0.113.7 203.0.113.8\ndomain=mobil.test\nlease=3600",
        { ri: "dots.mobil.test", domain: "mobil.test", groups: [["203.0.113.7", "203.0.113.8"]] },
      ],
      [
        "addresses=c000020a\nreference_identifier=a_b\nresolvers=x\nrouter=x",
        invalid([148, "text-address", 0], [147, "name-character", 1]),
      ],
      ["addresses=203.0.113.7 2001:db8::1", invalid([148, "text-address", 12])],
      ["lease=soon", invalid([51, "text-number", 0])],
      ["addresses=", invalid([148, "option-empty", 0])],
    ],
  ],
];

/** Files that are refused as a whole: the name, the text, the code and the offset. */
export const REFUSED: readonly (readonly [name: string, text: string, code: string, offset: number])[] = [
  ["wan", "", "spool-name", 0],
  [".inet", "", "spool-name", 0],
  ["..inet", "", "spool-name", 0],
  ["...inet", "", "spool-name", 0],
  [".wan.inet", "", "spool-name", 0],
  ["wan.inet4", "", "spool-name", 3],
  ["wan.INET", "", "spool-name", 3],
  ["wan.", "", "spool-name", 3],
  ["a/b.inet", "", "spool-name", 1],
  ["a b.inet", "", "spool-name", 1],
  ["sixteen-letters-.inet", "", "spool-name", 15],
  ["wan.inet", "event=bound\nclient=udhcpc\n", "spool-client", 0],
  ["wan.inet", "client=udhcpd\nevent=bound\n", "spool-client", 7],
  ["wan.inet", "client=\nevent=bound\n", "spool-client", 7],
  ["wan.inet", "client=message\nevent=bound\n", "spool-client", 7],
  ["wan.inet", "client=udhcpc\nevent=bound\nclient=udhcpc\n", "spool-client", 33],
  ["wan.inet6", "client=udhcpc\nevent=bound\n", "spool-client", 7],
  ["wan.inet", "client=odhcp6c\nevent=bound\n", "spool-client", 7],
  ["wan.inet", "client=udhcpc\n", "spool-event", 14],
  ["wan.inet", "client=udhcpc\nevent=\n", "spool-event", 20],
  ["wan.inet", "client=udhcpc\nevent=bound\nevent=bound\n", "spool-event", 32],
  ["wan.inet", "client=udhcpc\nevent=bound\ndevice=\n", "spool-device", 33],
  ["wan.inet", "client=udhcpc\nevent=bound\ndevice=a/b\n", "spool-device", 34],
  ["wan.inet", "client=udhcpc\nevent=bound\ndevice=sixteen-letters-\n", "spool-device", 48],
  ["wan.inet", "client=udhcpc\nevent=bound\nopt147\n", "spool-line", 32],
  ["wan.inet", "client=udhcpc\nevent=bound\nip=10.0.0.1", "spool-line", 37],
  ["wan.inet", "client=udhcpc\nevent=bound\n=1\n", "spool-line", 26],
  ["wan.inet", "client=udhcpc\nevent=bound\n\n", "spool-line", 26],
  ["wan6.inet6", "client=odhcp6c\nevent=bound\nPASSTHRU=008g\n", "hex-digit", 3],
  ["wan6.inet6", "client=odhcp6c\nevent=bound\nPASSTHRU=008\n", "hex-odd", 3],
  ["wan6.inet6", `client=odhcp6c\nevent=bound\nPASSTHRU=${DNS}008d0010\n`, "dhcp-option-length", 20],
  ["lte.inet", "client=provisioned\nevent=bound\n", "spool-client", 31],
  ["lte.inet", "client=provisioned\nevent=bound\nchannel=\n", "spool-client", 39],
  ["lte.inet", "client=provisioned\nevent=bound\nchannel=pCo\n", "spool-client", 40],
  ["lte.inet", "client=provisioned\nevent=bound\nchannel=a:b\n", "spool-client", 40],
  ["lte.inet", "client=provisioned\nevent=bound\nchannel=a-channel\n", "spool-client", 40],
  ["lte.inet", "client=provisioned\nevent=bound\nchannel=sixteenletters12\n", "spool-client", 39],
];

const BEGIN = "client=udhcpc\nevent=bound\nuptime=";

/** Values of `uptime` at 100 s after boot, and whether they are taken. */
export const UPTIMES: readonly (readonly [value: string, isTaken: boolean])[] = [
  ...["0.00", "12.34", "99.99", "100.00", "101.00"].map((value) => [value, true] as const),
  ...["101.01", "102.00", "4294967295.99", "", "12", "12.3", "12.345", ".34", "-1.00", "1e1.00", "12,34", "12.3 "].map(
    (value) => [value, false] as const,
  ),
];

/** A file with that uptime. */
export const withUptime = (value: string): string => `${BEGIN}${value}\n`;

/** What each word of a client means. */
export const EVENTS: readonly (readonly [
  client: string,
  bound: string,
  lost: string,
  absent: string,
  ignored: string,
])[] = [
  ["udhcpc", "bound renew", "deconfig nak", "leasefail", "BOUND informed message wonder udhcpc"],
  ["odhcp6c", "bound informed updated rebound ra-updated", "unbound stopped", "", "started renew deconfig"],
  [
    "dhclient",
    "BOUND RENEW REBIND REBOOT TIMEOUT BOUND6 RENEW6 REBIND6",
    "EXPIRE RELEASE STOP EXPIRE6 RELEASE6 STOP6 DEPREF6",
    "FAIL",
    "PREINIT PREINIT6 MEDIUM NAK INFORM bound",
  ],
  [
    "dhcpcd",
    "BOUND RENEW REBIND REBOOT INFORM TIMEOUT BOUND6 RENEW6 REBIND6 REBOOT6 INFORM6",
    "EXPIRE NAK RELEASE STOP STOPPED NOCARRIER DEPARTED EXPIRE6 RELEASE6 STOP6",
    "FAIL",
    "CARRIER PREINIT ROUTERADVERT DEPREF6",
  ],
  ["raw", "", "lost", "absent", "bound"],
  ["provisioned", "bound", "lost", "absent", "message renew BOUND deconfig"],
];
