/**
 * The first journey as an app takes it: a client generated from docs/openapi.json, and nothing the document does
 * not say. Ends with 1 at the first answer that is not the promised one.
 */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import createClient, { type Middleware } from "openapi-fetch";
import type { components, paths } from "./target/api.js";

type Problem = components["schemas"]["Problem"];

const api = process.argv[2] ?? "http://localhost:8080";
const logIn = process.argv[3] ?? "http://localhost:8090";

/** A demo person with a token, speaking English. */
async function signIn(name: string) {
  const token = await (await fetch(`${logIn}/tokens/${name}`)).text();
  const signed: Middleware = {
    onRequest({ request }) {
      request.headers.set("Authorization", `Bearer ${token.trim()}`);
      request.headers.set("Accept-Language", "en");
      return request;
    },
  };
  const client = createClient<paths>({ baseUrl: api });
  client.use(signed);
  return client;
}

/** One name for one act, kept for its retries. */
const act = () => ({ "Idempotency-Key": randomUUID() });

function done<T>(answer: { data?: T; error?: unknown; response: Response }): T {
  assert.ok(
    answer.response.ok && answer.data !== undefined,
    `${answer.response.url}: ${answer.response.status} ${JSON.stringify(answer.error)}`,
  );
  return answer.data;
}

const etag = (answer: { response: Response }) => answer.response.headers.get("ETag") ?? "";

const anybody = createClient<paths>({ baseUrl: api });
const start = done(await anybody.GET("/open/v1/start"));
assert.equal(start.hotline, "12345");

const refused = await anybody.GET("/api/v1/home");
assert.equal(refused.response.status, 401);
assert.equal((refused.error as Problem).code, "UNAUTHENTICATED");

const lin = await signIn("lin");
const began = done(await lin.GET("/api/v1/changes", { params: { query: {} } }));

// The press of a button, sent twice because the line broke: one case.
const header = act();
const wish = {
  params: { header },
  body: { item: "social-card", division: "370202001000" },
};
const draft = await lin.POST("/api/v1/applications", wish);
const id = done(draft).id;
assert.equal(done(await lin.POST("/api/v1/applications", wish)).id, id);
const receipt = await lin.GET("/api/v1/receipts/{idempotencyKey}", {
  params: { path: { idempotencyKey: header["Idempotency-Key"] } },
});
assert.equal(done(receipt).service, "applications");

const form = await lin.PUT("/api/v1/applications/{id}/form", {
  params: { path: { id }, header: { "If-Match": etag(draft) } },
  body: {
    form: {
      applicantName: "林晓雨",
      cardReason: "FIRST",
      bank: "QINGDAO_BANK",
      residenceDivision: "370202001000",
      residenceAddress: "示例路1号",
      phone: "19900000001",
      occupation: "EMPLOYED",
      delivery: "POST",
    },
  },
});
done(form);

// Somebody was faster: the old version is refused, and nothing is lost.
const stale = await lin.POST("/api/v1/applications/{id}/submission", {
  params: { path: { id }, header: { ...act(), "If-Match": etag(draft) } },
});
assert.equal(stale.response.status, 412);
assert.equal((stale.error as Problem).code, "STALE_VERSION");
const submission = await lin.POST("/api/v1/applications/{id}/submission", {
  params: { path: { id }, header: { ...act(), "If-Match": etag(form) } },
});
assert.equal(done(submission).state, "SUBMITTED");

const clerk = await signIn("hr-clerk-shinan");
const reviewer = await signIn("hr-reviewer-shinan");
const decider = await signIn("hr-decider-shinan");
const step = () => ({ path: { id }, header: { ...act(), "If-Match": "*" } });
done(await clerk.POST("/admin/v1/applications/{id}/acceptance", { params: step() }));
done(await reviewer.POST("/admin/v1/applications/{id}/review", { params: step() }));
done(
  await decider.POST("/admin/v1/applications/{id}/decision", {
    params: step(),
    body: { decision: "APPROVE" },
  }),
);
done(await clerk.POST("/admin/v1/applications/{id}/issuance", { params: step() }));

const seen = done(await lin.GET("/api/v1/applications/{id}", { params: { path: { id } } }));
assert.equal(seen.state, "ISSUED");

const changed = done(
  await lin.GET("/api/v1/changes", { params: { query: { since: began.next } } }),
);
assert.deepEqual(changed.missing, []);
assert.ok(changed.cases?.items.some((one) => one.id === id && one.state === "ISSUED"));

// Home waits for nobody, so on a busy machine a part may be late; the next look has it.
let home = done(await lin.GET("/api/v1/home"));
for (let look = 0; look < 30 && home.missing.length > 0; look++) {
  await new Promise((later) => setTimeout(later, 1000));
  home = done(await lin.GET("/api/v1/home"));
}
assert.deepEqual(home.missing, []);

console.log(`The generated client brought ${id} to its result.`);
