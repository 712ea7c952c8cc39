import { useState } from "react";
import { api } from "../config.ts";
import { useLanguage } from "../language.ts";
import { refusalText } from "../parts/refusal-text.ts";
import { json, send } from "../reply.ts";

export interface Message {
  readonly role: "user" | "assistant";
  readonly content: string;
}

/** As many questions as the assistant is reminded of. It takes no word for what it has answered. */
const remembered = 20;

export function useChat() {
  const language = useLanguage();
  const [messages, setMessages] = useState<readonly Message[]>([]);
  const [isThinking, setThinking] = useState(false);
  const [problem, setProblem] = useState<string>();
  /** Whether there was an answer: a question without one goes back into the composer. */
  const ask = async (content: string): Promise<boolean> => {
    const asked: readonly Message[] = [...messages, { role: "user", content }];
    setMessages(asked);
    setThinking(true);
    setProblem(undefined);
    const reply = await send<{ readonly reply: string }>(
      `${api.ai}/chat`,
      json("POST", { messages: asked.filter(({ role }) => role === "user").slice(-remembered) }),
    );
    setThinking(false);
    if (reply.ok) setMessages([...asked, { role: "assistant", content: reply.data.reply }]);
    else {
      setMessages(messages);
      setProblem(reply.error ?? refusalText(language, reply));
    }
    return reply.ok;
  };
  return { messages, isThinking, problem, ask };
}
