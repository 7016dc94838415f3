/**
 * Opens a PDF with the bundled pdf.js, in a worker of its own: no scripts of the document, no forms, no `eval`, and
 * nothing fetched but fonts and character maps that were built with this app. Whatever a document does there, closing
 * it ends the worker. Comes with the first PDF that is opened.
 */
import * as pdfjs from "pdfjs-dist/legacy/build/pdf.mjs";
import workerAddress from "pdfjs-dist/legacy/build/pdf.worker.min.mjs?url";
import { ownWorker } from "./own-worker";

export type PdfDocument = pdfjs.PDFDocumentProxy;

/** Points of one picture in a document: larger ones stay blank, as they get no preview elsewhere. */
const picturePointsMax = 40_000_000;
/** Points of one drawn page, whatever its size and the zoom. */
const canvasPointsMax = 16_000_000;
const openWithinMs = 30_000;

/** Why a document cannot be shown. */
export class Unshown extends Error {
  constructor(readonly why: "locked" | "broken" | "slow") {
    super(why);
  }
}

export interface OpenPdf {
  document: PdfDocument;
  close: () => void;
}

export async function openPdf(data: Uint8Array): Promise<OpenPdf> {
  const thread = ownWorker(workerAddress);
  const verbosity = pdfjs.VerbosityLevel.ERRORS;
  const worker = new pdfjs.PDFWorker({ port: thread as unknown as null, verbosity });
  const beside = new URL(`/assets/pdfjs-${pdfjs.version}/`, location.href).href;
  const task = pdfjs.getDocument({
    data,
    worker,
    // What wants to be compiled is interpreted instead: the content policy allows no code from strings.
    isEvalSupported: false,
    useWasm: false,
    enableXfa: false,
    // The same look everywhere, from what was built with this app.
    useSystemFonts: false,
    useWorkerFetch: true,
    cMapUrl: `${beside}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${beside}standard_fonts/`,
    wasmUrl: `${beside}wasm/`,
    maxImageSize: picturePointsMax,
    verbosity,
  });
  const close = () => {
    void task.destroy().catch(() => undefined);
    worker.destroy();
    thread.terminate();
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Unshown("slow")), openWithinMs);
  });
  try {
    return { document: await Promise.race([task.promise, late]), close };
  } catch (error) {
    close();
    if (error instanceof Unshown) throw error;
    const locked = error instanceof Error && error.name === "PasswordException";
    throw new Unshown(locked ? "locked" : "broken");
  } finally {
    clearTimeout(timer);
  }
}

/** Where a page is drawn: the picture of it, and over it the words, to be selected and read out. */
export interface Sheet {
  canvas: HTMLCanvasElement;
  words: HTMLElement;
}

export interface PageSize {
  width: number;
  height: number;
}

/** The size of a page, in its own points. */
export async function sizeOf(document: PdfDocument, number: number): Promise<PageSize> {
  const { width, height } = (await document.getPage(number)).getViewport({ scale: 1 });
  return { width, height };
}

/** Draws a page; answers how to stop and to let go of what it holds. */
export function draw(
  document: PdfDocument,
  number: number,
  scale: number,
  { canvas, words }: Sheet,
): { done: Promise<void>; stop: () => void } {
  let stopped = false;
  let drawing: pdfjs.RenderTask | null = null;
  let writing: pdfjs.TextLayer | null = null;
  let page: pdfjs.PDFPageProxy | null = null;
  const work = async () => {
    page = await document.getPage(number);
    if (stopped) return;
    const viewport = page.getViewport({ scale });
    const points = viewport.width * viewport.height;
    const density = Math.min(devicePixelRatio, 2, Math.sqrt(canvasPointsMax / points));
    canvas.width = Math.max(1, Math.floor(viewport.width * density));
    canvas.height = Math.max(1, Math.floor(viewport.height * density));
    drawing = page.render({ canvas, viewport, transform: [density, 0, 0, density, 0, 0] });
    words.replaceChildren();
    words.style.setProperty("--total-scale-factor", String(scale));
    writing = new pdfjs.TextLayer({
      textContentSource: page.streamTextContent(),
      container: words,
      viewport,
    });
    await Promise.all([drawing.promise, writing.render()]);
  };
  const stop = () => {
    stopped = true;
    drawing?.cancel();
    writing?.cancel();
    page?.cleanup();
    // Browsers keep the memory of a canvas until it is collected, unless it is made small.
    canvas.width = canvas.height = 0;
  };
  const done = work().catch((error: unknown) => {
    if (!stopped) throw error;
  });
  return { done, stop };
}
