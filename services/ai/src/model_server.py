"""Speaks to the chat completions endpoint that OpenAI and many others have."""

import json
import logging
from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

log = logging.getLogger(__name__)

TIMEOUT_SECONDS = 60


class ModelServerError(Exception):
    """Why there is no answer, and the HTTP status that says so."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class NoRedirects(HTTPRedirectHandler):
    """A redirect would take the key along to wherever it leads."""

    def redirect_request(self, *_args: object) -> None:
        return None


_opener = build_opener(NoRedirects)


@dataclass(frozen=True)
class ModelServer:
    base_url: str
    key: str
    model: str

    def chat(self, messages: list[dict[str, str]]) -> dict[str, object]:
        if not self.key:
            raise ModelServerError(
                503,
                "OPENAI_API_KEY is not set, so there is nobody to ask. Set it with"
                " `pulumi config set --secret gaara:openaiApiKey` and deploy.",
            )
        answer = self._post({"model": self.model, "messages": messages})
        try:
            reply = answer["choices"][0]["message"]["content"]
        except (KeyError, IndexError, TypeError):
            raise ModelServerError(502, "The model server's answer has no choices[0].message.content.") from None
        return {"reply": reply, "model": answer.get("model", self.model), "usage": answer.get("usage")}

    def _post(self, body: dict[str, object]) -> dict:
        request = Request(
            f"{self.base_url.rstrip('/')}/chat/completions",
            data=json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"},
        )
        try:
            with _opener.open(request, timeout=TIMEOUT_SECONDS) as response:
                return json.load(response)
        except HTTPError as error:
            # Its text may quote the key: for the log of the debug level only.
            log.debug("the model server answered %s: %s", error.code, error.read(2000).decode(errors="replace"))
            raise ModelServerError(502, reason_of(error.code)) from None
        except ValueError:
            raise ModelServerError(502, "The model server's answer is not JSON.") from None
        except TimeoutError:
            raise ModelServerError(504, TOO_SLOW) from None
        except (OSError, HTTPException) as error:
            reason = getattr(error, "reason", error)
            if isinstance(reason, TimeoutError):
                raise ModelServerError(504, TOO_SLOW) from None
            # Where it is concerns nobody who asks it something.
            log.error("the model server at %s cannot be reached: %s", self.base_url, reason)
            raise ModelServerError(502, "The model server cannot be reached.") from None


def reason_of(code: int) -> str:
    if 300 <= code < 400:
        return f"The model server leads somewhere else ({code}): check OPENAI_BASE_URL."
    return REASONS.get(code, f"The model server answered {code}.")


TOO_SLOW = f"The model server did not answer within {TIMEOUT_SECONDS} s."
REASONS = {
    401: "The model server refuses the key (401): check OPENAI_API_KEY.",
    404: "The model server does not know the model or the address (404): check AI_MODEL and OPENAI_BASE_URL.",
    429: "The model server refuses more requests for now (429): its limit or the account's credit is used up.",
}
