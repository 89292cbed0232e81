// two-providers.test.ts with the daemon in C.

process.env["LAB_HOST"] = "C";
await import("./two-providers.test.ts");

export {};
