/** The files of conversations: where their bytes are, which were shared, and taking back what was not sent. */
import { bytes } from "$/api/bytes";
import { api, unwrap, type Schemas } from "$/api/client";
import { upload, type Sending } from "$/api/upload";
import type { PageOf } from "./listing.svelte";

export type AttachedFile = Schemas["AttachedFile"];
export type SharedFile = Schemas["SharedFile"];

const answerWithinMs = 20_000;
const listSize = 30;

/** The original, to be saved or played; or a picture of it, made anew and without what it may tell besides. */
export function fileAddress(id: string, form: "original" | "thumbnail" | "preview"): string {
  return `/api/v1/attachments/${id}${form === "original" ? "" : `/${form}`}`;
}

/** The original as a whole; at most as large as any file may be. */
export function fileBytes(id: string, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  return unwrap(bytes(fileAddress(id, "original"), { signal }));
}

/** A stretch of the original, judged like the whole. */
export function fileStretch(
  id: string,
  stretch: { from: number; length: number; signal: AbortSignal },
): Promise<Uint8Array<ArrayBuffer>> {
  return unwrap(bytes(fileAddress(id, "original"), stretch));
}

export function uploadFile(
  conversation: string,
  name: string,
  body: Blob,
  sending: Sending,
): Promise<Schemas["UploadedFile"]> {
  const address = `/api/v1/conversations/${conversation}/files?name=${encodeURIComponent(name)}`;
  return unwrap(upload<Schemas["UploadedFile"]>(address, body, sending));
}

/** Newest first. */
export function filesOf(
  conversation: string,
  cursor: string | undefined,
): Promise<PageOf<SharedFile>> {
  return unwrap(
    api.GET("/api/v1/conversations/{id}/files", {
      params: {
        path: { id: conversation },
        query: { limit: listSize, ...(cursor === undefined ? {} : { cursor }) },
      },
    }),
  );
}

/** Takes an upload away that was not sent. Where that fails, the server sweeps it within a day. */
export async function discardFile(id: string): Promise<void> {
  const signal = AbortSignal.timeout(answerWithinMs);
  await unwrap(api.DELETE("/api/v1/attachments/{id}", { params: { path: { id } }, signal })).catch(
    () => undefined,
  );
}
