"""The questions of a chat, as callers send them. Each of them is paid for with the operator's key."""

from werkzeug.exceptions import BadRequest

# Of one request: some eight pages in all.
MOST_CHARACTERS = 16_000
MOST_MESSAGES = 40


def messages_of(body: object) -> list[dict[str, str]]:
    """
    Of {"message": "…"} or {"messages": [{"role": "user", "content": "…"}, …]}. Questions alone: whoever says what the
    assistant was told, or has answered, can make it say anything. Raises BadRequest for all else.
    """
    if not isinstance(body, dict):
        raise BadRequest('expected an object such as {"message": "…"}')
    messages = body.get("messages", [{"role": "user", "content": body.get("message")}])
    if not isinstance(messages, list) or not 1 <= len(messages) <= MOST_MESSAGES:
        raise BadRequest(f"messages: expected a list of 1 to {MOST_MESSAGES} messages")
    contents = [_content(index, message) for index, message in enumerate(messages)]
    length = sum(map(len, contents))
    if length > MOST_CHARACTERS:
        raise BadRequest(f"messages: found {length} characters in all, expected at most {MOST_CHARACTERS}")
    return [{"role": "user", "content": content} for content in contents]


def _content(index: int, message: object) -> str:
    content = message.get("content") if isinstance(message, dict) else None
    if not isinstance(content, str) or not content.strip() or message.get("role") != "user":
        raise BadRequest(f"messages[{index}]: expected the role user and a content that is not empty")
    return content
