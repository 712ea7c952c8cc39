import { useEffect, useRef } from "react";
import { useLanguage } from "../language.ts";
import type { Message } from "./use-chat.ts";

interface ConversationProps {
  readonly messages: readonly Message[];
  readonly isThinking: boolean;
}

export function Conversation({ messages, isThinking }: ConversationProps) {
  const { t } = useLanguage();
  const log = useRef<HTMLDivElement>(null);
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [messages, isThinking]);
  return (
    <div
      ref={log}
      role="log"
      aria-label={t.assistant}
      className="conversation"
      tabIndex={messages.length > 0 ? 0 : -1}
    >
      {messages.map(({ role, content }, index) => (
        <div key={index} className={role === "user" ? "said mine" : "said"}>
          <span className="hint">{role === "user" ? t.you : t.ai}</span>
          <p dir="auto">{content}</p>
        </div>
      ))}
      {isThinking && <p className="loading">{t.thinking}</p>}
    </div>
  );
}
