"""Facts about employers that no posting states: who is a frontier lab, who is big tech."""

from __future__ import annotations

import re

FRONTIER_LABS = frozenset(
    {
        "openai",
        "anthropic",
        "google deepmind",
        "deepmind",
        "xai",
        "x ai",
        "mistral",
        "mistral ai",
        "cohere",
        "meta superintelligence labs",
        "safe superintelligence",
        "ssi",
        "deepseek",
        "moonshot ai",
        "zhipu ai",
        "z ai",
        "minimax",
        "reka",
        "reka ai",
        "ai21",
        "ai21 labs",
        "inflection",
        "inflection ai",
        "aleph alpha",
        "thinking machines",
        "thinking machines lab",
        "reflection ai",
        "black forest labs",
        "stability ai",
        "runway",
        "luma ai",
        "midjourney",
        "periodic labs",
        "liquid ai",
        "adept",
        "adept ai",
        "character ai",
        "essential ai",
        "sakana ai",
        "poolside",
        "magic",
        "world labs",
        "physical intelligence",
        "ssi inc",
        "nous research",
        "prime intellect",
    }
)
"""Employers whose business is to train models at the frontier, names in normal form."""

BIG_TECH = frozenset(
    {
        "google",
        "alphabet",
        "meta",
        "facebook",
        "amazon",
        "amazon web services",
        "aws",
        "apple",
        "microsoft",
        "nvidia",
        "netflix",
        "ibm",
        "oracle",
        "salesforce",
        "adobe",
        "intel",
        "tesla",
        "uber",
        "bytedance",
        "tiktok",
        "tencent",
        "alibaba",
        "baidu",
        "samsung",
        "linkedin",
        "sap",
        "cisco",
        "qualcomm",
        "amd",
        "spotify",
        "airbnb",
        "servicenow",
        "sony",
        "huawei",
        "waymo",
        "github",
        "youtube",
        "snap",
        "x",
        "twitter",
        "dell",
        "dell technologies",
        "hp",
        "hewlett packard enterprise",
        "vmware",
        "broadcom",
        "intuit",
        "paypal",
        "booking com",
        "yahoo",
        "ebay",
        "block",
        "stripe",
        "palantir",
        "palantir technologies",
        "databricks",
        "snowflake",
    }
)
"""Large technology employers, names in normal form."""

_FORM = re.compile(
    r"\b(?:inc|llc|ltd|limited|gmbh|ag|corp|corporation|co|plc|sa|bv|pte|pvt|the|group)\b\.?"
)


def normal_name(employer: str) -> str:
    """An employer's name in lower case without legal form and punctuation."""
    bare = re.sub(r"[^\w]+", " ", employer.lower())
    return " ".join(_FORM.sub(" ", bare).split())
