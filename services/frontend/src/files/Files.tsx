import { useState } from "react";
import { useLanguage } from "../language.ts";
import { Card, useTitleFocus } from "../parts/Card.tsx";
import { Confirm } from "../parts/Confirm.tsx";
import { Failure } from "../parts/Failure.tsx";
import { Loading } from "../parts/Loading.tsx";
import { useJson } from "../parts/use-json.ts";
import { may } from "../session/role.ts";
import { useSession } from "../session/use-session.ts";
import { FileList } from "./FileList.tsx";
import { filesUrl, listMilliseconds, mayRemove, type Listed, type StoredFile } from "./stored-file.ts";
import { Upload } from "./Upload.tsx";

/** Stands on the page only for who is logged in. */
export function Files() {
  const { t } = useLanguage();
  const { session, state } = useSession();
  const [answer, reload] = useJson<Listed>(filesUrl, { ask: session.send, interval: listMilliseconds });
  const [leaving, setLeaving] = useState<StoredFile>();
  const [done, setDone] = useState("");
  const [removed, setRemoved] = useState<StoredFile["id"]>();
  useTitleFocus("files", removed);
  const finish = (text: string) => {
    setDone(text);
    setLeaving(undefined);
    reload();
  };
  return (
    <Card id="files" icon="file" title={t.files}>
      {may(state, "editor") && (
        <Upload
          quota={answer.state === "ready" ? answer.data.quota : undefined}
          onUploaded={({ name }) => finish(t.uploaded(name))}
        />
      )}
      <p role="status" className="message good">
        {done}
      </p>
      {answer.state === "loading" && <Loading />}
      {answer.state === "failed" && <Failure status={answer.refusal.status} retry={reload} />}
      {answer.state === "ready" &&
        (answer.data.results.length === 0 ? (
          <p className="empty">{t.noFiles}</p>
        ) : (
          <FileList
            files={answer.data.results}
            mayRemove={(file) => mayRemove(state, file)}
            onRemove={setLeaving}
          />
        ))}
      {leaving !== undefined && (
        <Confirm
          question={t.removeFileQuestion(leaving.name)}
          act={() => session.send(`${filesUrl}${leaving.id}/`, { method: "DELETE" })}
          onClose={() => setLeaving(undefined)}
          onDone={() => {
            setRemoved(leaving.id);
            finish(t.removed(leaving.name));
          }}
        />
      )}
    </Card>
  );
}
