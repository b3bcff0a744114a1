"""Emoji by their colon codes: the few dozen that people at work use most."""

import re

CHARACTERS = {
    "+1": "👍", "-1": "👎", "thumbsup": "👍", "thumbsdown": "👎", "alarm_clock": "⏰", "arrow_right": "➡️",
    "arrow_left": "⬅️", "arrow_up": "⬆️", "arrow_down": "⬇️", "balloon": "🎈", "bar_chart": "📊", "bell": "🔔",
    "no_bell": "🔕", "blue_heart": "💙", "blush": "😊", "bomb": "💣", "book": "📖", "bookmark": "🔖", "books": "📚",
    "brain": "🧠", "bulb": "💡", "busts_in_silhouette": "👥", "bust_in_silhouette": "👤", "calendar": "📅",
    "date": "📅", "spiral_calendar_pad": "🗓️", "chart_with_upwards_trend": "📈", "check": "✔️", "clap": "👏",
    "clipboard": "📋", "clock1": "🕐", "clock3": "🕒", "clock9": "🕘", "coffee": "☕", "compass": "🧭",
    "confetti_ball": "🎊", "cry": "😢", "dart": "🎯", "door": "🚪", "ear": "👂", "email": "📧", "envelope": "✉️",
    "exclamation": "❗", "eyes": "👀", "fire": "🔥", "gear": "⚙️", "gift": "🎁", "grey_question": "❔", "grin": "😁",
    "handshake": "🤝", "heart": "❤️", "heavy_check_mark": "✔️", "herb": "🌿", "hourglass": "⌛", "house": "🏠",
    "hourglass_flowing_sand": "⏳", "inbox_tray": "📥", "information_source": "ℹ️", "key": "🔑", "leaves": "🍃",
    "link": "🔗", "lock": "🔒", "loudspeaker": "📢", "mag": "🔍", "mailbox": "📫", "mega": "📣", "memo": "📝",
    "mortar_board": "🎓", "muscle": "💪", "new": "🆕", "ok": "🆗", "ok_hand": "👌", "outbox_tray": "📤",
    "palm_tree": "🌴", "paperclip": "📎", "partying_face": "🥳", "pause_button": "⏸️", "arrow_forward": "▶️",
    "pencil": "📝", "pencil2": "✏️", "phone": "☎️", "pray": "🙏", "pushpin": "📌", "question": "❓",
    "raised_hands": "🙌", "recycle": "♻️", "repeat": "🔁", "rocket": "🚀", "rotating_light": "🚨", "seedling": "🌱",
    "scroll": "📜", "see_no_evil": "🙈", "shield": "🛡️", "sleeping": "😴", "slightly_smiling_face": "🙂",
    "smile": "😄", "smiley": "😃", "sparkles": "✨", "speech_balloon": "💬", "star": "⭐", "star2": "🌟", "sun": "☀️",
    "sunny": "☀️", "sunrise": "🌅", "tada": "🎉", "thinking_face": "🤔", "thought_balloon": "💭", "trophy": "🏆",
    "unlock": "🔓", "warning": "⚠️", "wastebasket": "🗑️", "watch": "⌚", "wave": "👋", "white_check_mark": "✅",
    "writing_hand": "✍️", "x": "❌", "zap": "⚡", "zzz": "💤", "100": "💯", "large_blue_circle": "🔵",
    "red_circle": "🔴", "large_green_circle": "🟢", "large_yellow_circle": "🟡", "white_circle": "⚪",
}  # fmt: skip

_CODE = re.compile(r":([a-z0-9_+-]+):(?::skin-tone-\d:)?")


def draw_emoji(text: str) -> str:
    """Colon codes become characters; a code that nobody knows stays as it was typed."""
    return _CODE.sub(lambda code: CHARACTERS.get(code[1], code[0]), text)
