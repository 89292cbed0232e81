// A name server that is far away: `delay-relay.mjs ADDRESS PORT SERVER MS` passes
// questions over UDP on to SERVER, port 53, and holds each answer back for so many
// milliseconds. Its parent is told when it listens, and of every question.

import { createSocket } from "node:dgram";

const SERVER_PORT = 53;

const [address = "", port = "", server = "", delayMs = ""] = process.argv.slice(2);
const near = createSocket("udp4");

near.on("message", (question, client) => {
  process.send?.("question");
  const far = createSocket("udp4");
  far.once("message", (answer) => {
    far.close();
    setTimeout(() => near.send(answer, client.port, client.address), Number(delayMs));
  });
  far.send(question, SERVER_PORT, server);
});
near.bind(Number(port), address, () => process.send?.("listening"));
process.once("disconnect", () => process.exit(0));
