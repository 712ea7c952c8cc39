import { useLanguage } from "../language.ts";
import { Icon } from "../parts/Icon.tsx";
import { addressOf, sizeText, type StoredFile } from "./stored-file.ts";

interface FileListProps {
  readonly files: readonly StoredFile[];
  readonly mayRemove: (file: StoredFile) => boolean;
  readonly onRemove: (file: StoredFile) => void;
}

export function FileList({ files, mayRemove, onRemove }: FileListProps) {
  const { t, locale } = useLanguage();
  const time = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  return (
    <ul className="files" aria-label={t.files}>
      {files.map((file) => (
        <li key={file.id}>
          <Icon name="file" />
          <div>
            <a href={addressOf(file)} target="_blank" rel="noreferrer">
              <bdi>{file.name}</bdi>
              <span className="unseen"> ({t.opensInTab})</span>
            </a>
            <p className="hint">
              {sizeText(file.size, locale)} · <bdi>{file.type}</bdi> ·{" "}
              <time dateTime={file.uploaded_at}>{time.format(new Date(file.uploaded_at))}</time>
            </p>
          </div>
          {mayRemove(file) && (
            <button
              type="button"
              className="quiet"
              aria-label={t.removeOf(file.name)}
              title={t.remove}
              onClick={() => onRemove(file)}
            >
              <Icon name="bin" />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
