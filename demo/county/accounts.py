"""The demo accounts that `make demo` prints. Plain Python: the supervisor reads it before Django starts."""

PASSWORD = "huiyin-demo-2026"  # noqa: S105 - of the demo county
ACCOUNTS = (
    ("收件登记", "shoujian"),
    ("承办人", "chengban-czj"),
    ("审核人", "shenhe-czj"),
    ("签发人", "qianfa"),
    ("督办人", "duban"),
    ("公开员", "gongkai"),
    ("话务员", "huawu"),
    ("热线派单", "paidan"),
    ("法制审核", "fazhi"),
    ("档案管理", "dangan"),
    ("系统管理员", "guanli"),
    ("安全管理员", "anquan"),
    ("审计管理员", "shenji"),
)
