import assert from "node:assert/strict";
import { test } from "node:test";
import {
  chooseServer,
  dataPortOf,
  fileNameOf,
  OURS,
  renderArguments,
  renderConfiguration,
  restPortOf,
} from "../../../host/render/go-dots.ts";
import type { Instance } from "../../../host/render/go-dots.ts";
import { fc } from "../../support/property.ts";
import { peerLine, recordsOf } from "../support/records.ts";

const choose = (...lines: string[]) => {
  const { peer, notes } = chooseServer(recordsOf(...lines).peers);
  return { server: peer?.address.text ?? null, notes };
};

const INSTANCE: Instance = {
  server: "2001:db8:7::a",
  signalPort: 4646,
  dataPort: 443,
  identities: ["dots.isp.test", "backup.isp.test"],
  clientName: "cpe.example",
  keys: {
    authority: "/keys/wan/ca-cert.pem",
    certificate: "/keys/wan/client-cert.pem",
    key: "/keys/wan/client-key.pem",
  },
  restPort: 4546,
  socketPath: "/run/dots_client-wan.sock",
  configPath: "/run/dots_client-wan.yaml",
};

test("the best server over UDP is taken, IPv6 before IPv4", () => {
  assert.deepEqual(choose(peerLine({ rank: 2, address: "192.0.2.11" }), peerLine()), {
    server: "192.0.2.10",
    notes: [],
  });
  assert.equal(choose(peerLine(), peerLine({ address: "2001:db8:7::a", rank: 9 })).server, "2001:db8:7::a");
});

test("what go-dots cannot do is said, and the next server is taken", () => {
  assert.deepEqual(
    choose(
      peerLine({ address: "fe80::1", scope_id: 3 }),
      peerLine({ address: "2001:db8:7::b", rank: 2, source_candidates: [] }),
      peerLine({ reference_ids: [{ type: "ip-id", value: "192.0.2.10" }] }),
      peerLine({ address: "192.0.2.11", rank: 2 }),
    ),
    {
      server: "192.0.2.11",
      notes: [
        "fe80::1 is passed over: go-dots cannot reach a link-local address",
        "2001:db8:7::b is passed over: eth1 has no address to send from",
        "192.0.2.10 is passed over: go-dots checks names in certificates only, and this server has none to prove",
      ],
    },
  );
});

test("without UDP there is no server", () => {
  assert.deepEqual(
    choose(peerLine({ transport: "tcp" }), peerLine({ channel: "data" }), peerLine({ role: "call-home-client" })),
    {
      server: null,
      notes: ["go-dots speaks DTLS over UDP only, and no server does"],
    },
  );
});

test("the data channel's port is that of the same address, else that of the best one", () => {
  const data = (address: string, port: number) => peerLine({ address, port, channel: "data", transport: "tcp" });
  const { peers } = recordsOf(peerLine(), data("192.0.2.11", 8443), data("192.0.2.10", 443));
  const [signal, other, same] = peers;
  assert.ok(signal && other && same);
  assert.deepEqual(
    [dataPortOf(signal, peers), dataPortOf(signal, [other]), dataPortOf(signal, [signal])],
    [443, 8443, null],
  );
});

test("the arguments are one line of plain words", () => {
  assert.equal(
    renderArguments(INSTANCE),
    "-server 2001:db8:7::a -signalChannelPort 4646 -dataChannelPort 443 -socket /run/dots_client-wan.sock -config /run/dots_client-wan.yaml\n",
  );
  assert.doesNotMatch(renderArguments({ ...INSTANCE, dataPort: null }), /dataChannelPort/);
});

test("the configuration has the port, the key set and the names, and its REST interface listens on the router only", () => {
  const text = renderConfiguration(INSTANCE);
  for (const line of [
    '    restfulApiAddress: "127.0.0.1:"',
    "    restfulApiPort: 4546",
    '    clientCertFile: "/keys/wan/client-cert.pem"',
    '    clientKeyFile: "/keys/wan/client-key.pem"',
    '    certFile: "/keys/wan/ca-cert.pem"',
    '    referenceIdentifier: "cpe.example"',
    '    presentIdentifierList: "dots.isp.test,backup.isp.test"',
  ])
    assert.ok(text.split("\n").includes(line), line);
  assert.equal(restPortOf(text), 4546);
  assert.equal(restPortOf(text.replace(OURS, "# by hand")), null);
  assert.equal(restPortOf(text.replace("4546", "99999")), null);
});

test("a network's name becomes the name of a file in this folder, and no two of them the same", () => {
  assert.deepEqual(["wan", "eth0.2", "a/b", "..", "-x", "%2f", "wän"].map(fileNameOf), [
    "wan",
    "eth0.2",
    "a%2fb",
    "%2e.",
    "%2dx",
    "%252f",
    "w%c3%a4n",
  ]);
  fc.assert(
    fc.property(fc.string(), fc.string(), (one, other) => {
      assert.match(fileNameOf(one), /^([A-Za-z0-9_%][A-Za-z0-9_.%-]*)?$/);
      assert.equal(fileNameOf(one) === fileNameOf(other), one === other);
    }),
  );
});
