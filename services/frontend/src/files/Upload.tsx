import { useState, type DragEvent } from "react";
import { useLanguage } from "../language.ts";
import { Icon } from "../parts/Icon.tsx";
import { largestFile, sizeText, type Quota, type StoredFile } from "./stored-file.ts";
import { useUpload } from "./use-upload.ts";

interface UploadProps {
  readonly quota: Quota | undefined;
  readonly onUploaded: (file: StoredFile) => void;
}

export function Upload({ quota, onUploaded }: UploadProps) {
  const { t, locale } = useLanguage();
  const { state, start, cancel } = useUpload(quota, onUploaded);
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const [file] = files ?? [];
    if (file !== undefined) void start(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <div>
      <label
        className={isOver ? "drop over" : "drop"}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <Icon name="upload" />
        <span>{t.choose}</span>
        <span className="hint">{t.limit(sizeText(largestFile, locale))}</span>
        {quota !== undefined && (
          <span className="hint">{t.room(sizeText(quota.used, locale), sizeText(quota.limit, locale))}</span>
        )}
        <input
          type="file"
          className="unseen"
          disabled={state.kind === "sending"}
          onChange={({ target }) => {
            take(target.files);
            // So that the same file can be chosen again.
            target.value = "";
          }}
        />
      </label>
      {state.kind === "sending" && <Progress name={state.name} part={state.part} onCancel={cancel} />}
      <p role="alert" className="message bad" dir="auto">
        {state.kind === "failed" && state.text}
      </p>
    </div>
  );
}

interface ProgressProps {
  readonly name: string;
  readonly part: number;
  readonly onCancel: () => void;
}

function Progress({ name, part, onCancel }: ProgressProps) {
  const { t, locale } = useLanguage();
  return (
    <div className="progress">
      <span>{t.uploading(name)}</span>
      <span>{new Intl.NumberFormat(locale, { style: "percent" }).format(part)}</span>
      <progress value={part} aria-label={t.uploading(name)} />
      <button type="button" onClick={onCancel}>
        {t.cancel}
      </button>
    </div>
  );
}
