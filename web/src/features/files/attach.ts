/**
 * Takes files that somebody chose, dropped or pasted, and looks at each before it goes: a picture that tells where it
 * was taken waits until its sender has said what becomes of that.
 */
import { uploading } from "$/sync/uploads.svelte";
import type { Upload } from "$/sync/uploads";

/** Fetched apart: most conversations have no picture. */
const reader = () => import("./exif");
const againMs = 5000;

/** No picture goes unlooked at: without a connection it waits until what looks at it can be fetched. */
async function readerAtLast(): ReturnType<typeof reader> {
  for (;;) {
    try {
      return await reader();
    } catch {
      await new Promise<void>((resolve) => {
        addEventListener("online", () => resolve(), { once: true });
        setTimeout(resolve, againMs);
      });
    }
  }
}

async function bytesOf(file: Blob): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}

export async function attach(conversation: string, files: readonly File[]): Promise<void> {
  for (const { key, content } of uploading.add(conversation, files)) {
    const tells = await tellsWhere(content);
    if (tells) uploading.ask(key);
    else uploading.go(key);
  }
}

async function tellsWhere(content: File | null): Promise<boolean> {
  if (!content || !/\.jpe?g$/i.test(content.name)) return false;
  const { tellsPlace } = await readerAtLast();
  // What cannot be read goes as it is: the server takes no picture that it cannot read either.
  return bytesOf(content)
    .then(tellsPlace)
    .catch(() => false);
}

export function keepPlace({ key }: Upload): void {
  uploading.go(key);
}

/** False where the place would still be told; then nothing has gone. */
export async function removePlace({ key, content }: Upload): Promise<boolean> {
  if (!content) return false;
  const { tellsPlace, withoutPlace } = await reader();
  const bytes = withoutPlace(await bytesOf(content));
  if (tellsPlace(bytes)) return false;
  const { type, lastModified } = content;
  uploading.go(key, new File([bytes], content.name, { type, lastModified }));
  return true;
}

/** The files of a paste or a drop; none where it is text that moves. */
export function filesIn(data: DataTransfer | null): File[] {
  return [...(data?.files ?? [])];
}
