import { useEffect, useRef, useState } from "react";
import { useLanguage } from "../language.ts";
import { refusalText } from "../parts/refusal-text.ts";
import { useSession } from "../session/use-session.ts";
import { largestFile, sizeText, type Quota, type StoredFile } from "./stored-file.ts";
import { upload } from "./upload.ts";

export type UploadState =
  | { readonly kind: "idle" }
  | { readonly kind: "sending"; readonly name: string; readonly part: number }
  | { readonly kind: "failed"; readonly text: string };

/** One upload at a time. */
export function useUpload(quota: Quota | undefined, onUploaded: (file: StoredFile) => void) {
  const language = useLanguage();
  const { t, locale } = language;
  const { session } = useSession();
  const [state, setState] = useState<UploadState>({ kind: "idle" });
  const leaving = useRef<AbortController>(undefined);
  // Whoever logs out takes the upload along.
  useEffect(() => () => leaving.current?.abort(), []);

  const start = async (file: File): Promise<void> => {
    if (state.kind === "sending") return;
    const fail = (text: string) => setState({ kind: "failed", text });
    if (file.size > largestFile) return fail(t.tooLarge(file.name, sizeText(largestFile, locale)));
    if (quota !== undefined && quota.used + file.size > quota.limit) return fail(t.noRoom(file.name));
    leaving.current = new AbortController();
    const { signal } = leaving.current;
    const onProgress = (part: number) => setState({ kind: "sending", name: file.name, part });
    onProgress(0);
    const reply = await session.authorized((token) => upload({ file, token, onProgress, signal }));
    if (reply.ok) onUploaded(reply.data);
    if (reply.ok || signal.aborted) setState({ kind: "idle" });
    else if (reply.status === 413) fail(t.tooLargeForServer);
    else fail(reply.status === undefined ? t.interrupted : refusalText(language, reply));
  };

  return { state, start, cancel: () => leaving.current?.abort() };
}
