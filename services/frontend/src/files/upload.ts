import { noAnswer, readReply, type Reply } from "../reply.ts";
import { filesUrl, type StoredFile } from "./stored-file.ts";

export interface Upload {
  readonly file: File;
  readonly token: string;
  /** From 0 to 1. */
  readonly onProgress: (part: number) => void;
  readonly signal: AbortSignal;
}

/** By XMLHttpRequest, because fetch does not tell how much of a body is on its way. */
export const upload = ({ file, token, onProgress, signal }: Upload): Promise<Reply<StoredFile>> =>
  new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onload = () =>
      resolve(readReply(request.status, request.getResponseHeader("content-type"), request.responseText));
    request.onerror = request.onabort = () => resolve(noAnswer);
    signal.addEventListener("abort", () => request.abort());
    request.open("POST", filesUrl);
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Authorization", `Bearer ${token}`);
    const body = new FormData();
    body.append("file", file);
    request.send(body);
  });
