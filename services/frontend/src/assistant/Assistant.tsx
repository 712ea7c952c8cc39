import { api } from "../config.ts";
import { useLanguage } from "../language.ts";
import { Card } from "../parts/Card.tsx";
import { useJson } from "../parts/use-json.ts";
import { pollMilliseconds } from "../services/ServiceStates.tsx";
import { Composer } from "./Composer.tsx";
import { Conversation } from "./Conversation.tsx";
import { useChat } from "./use-chat.ts";

export function Assistant() {
  const { t } = useLanguage();
  const chat = useChat();
  const [health] = useJson<{ readonly configured: boolean }>(`${api.ai}/health`, {
    interval: pollMilliseconds,
  });
  const isOff = health.state === "ready" && !health.data.configured;
  return (
    <Card id="assistant" icon="chat" title={t.assistant} hint={t.assistantHint}>
      {isOff && (
        <p role="note" className="message warning">
          {t.assistantOff}
        </p>
      )}
      {!isOff && chat.messages.length === 0 && <p className="empty">{t.assistantEmpty}</p>}
      <Conversation messages={chat.messages} isThinking={chat.isThinking} />
      {chat.problem !== undefined && (
        <div role="alert" className="message warning">
          <strong>{t.assistantFailed}</strong>
          <p dir="auto">{chat.problem}</p>
        </div>
      )}
      <Composer isOff={isOff} isBusy={chat.isThinking} onSend={chat.ask} />
    </Card>
  );
}
