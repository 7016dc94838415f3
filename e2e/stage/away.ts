/** An answer of a server that is too busy. */
export const away = {
  status: 503,
  contentType: "application/problem+json",
  body: JSON.stringify({
    type: "urn:parlance:problem:busy",
    title: "Busy",
    status: 503,
    code: "busy",
    detail: "Too much is going on. Try again in a moment; nothing is lost.",
    request_id: "1",
  }),
};
