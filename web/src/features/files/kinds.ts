/** What a file looks like beside its name. */
import FileArchive from "@lucide/svelte/icons/file-archive";
import FileImage from "@lucide/svelte/icons/file-image";
import FileMusic from "@lucide/svelte/icons/file-music";
import FilePlay from "@lucide/svelte/icons/file-play";
import FileSpreadsheet from "@lucide/svelte/icons/file-spreadsheet";
import FileText from "@lucide/svelte/icons/file-text";
import type { Component } from "svelte";
import type { Schemas } from "$/api/types";

export type FileClass = Schemas["FileClass"];

const icons: Record<FileClass, Component> = {
  document: FileText,
  image: FileImage,
  audio: FileMusic,
  video: FilePlay,
  archive: FileArchive,
};

const endings: [FileClass, string][] = [
  ["image", "jpg jpeg png gif webp"],
  ["audio", "mp3 ogg wav"],
  ["video", "mp4 webm mpeg mov"],
  ["archive", "zip rar"],
];

function ending(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1).toLowerCase();
}

/** What a file seems to be by its name, before the server has said so. */
export function classOf(name: string): FileClass {
  const mine = ending(name);
  return endings.find(([, known]) => known.split(" ").includes(mine))?.[0] ?? "document";
}

export function iconOf(kind: FileClass, name: string): Component {
  return ["xls", "xlsx", "csv"].includes(ending(name)) ? FileSpreadsheet : icons[kind];
}

/** Which files are opened in place, beside pictures and what is played. */
export function viewerOf(name: string): "pdf" | "zip" | null {
  const mine = ending(name);
  return mine === "pdf" || mine === "zip" ? mine : null;
}
