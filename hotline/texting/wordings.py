"""The words in which callers say whether a matter is settled and they are satisfied: patterns of whole statements.

Each pattern covers one statement from its first character to its last. What denies is part of the pattern of a denial
and of no other, so that nothing that holds such a word is ever read as an affirmation; 不错 alone is a word of its own.
"""

import re

_ABOUT = (
    "(?:我们?|本人|我家)?(?:对于?)?(?:你们的?|您的?|贵单位的?|政府的?|部门的?)?(?:这次|此次|本次|这个|这件|这|该|上述|反映的?)?"
    "(?:问题|事情|事儿?|诉求|情况|故障|处理结果|办理结果|结果|处理情况|办理情况|办理|处理|答复|回复|工作)?(?:我们?)?(?:表示|感到|觉得)?(?:是)?"
)
_SURE = "(?:已经|已|全部|全都|全|都|均|现在|目前|终于|总算|确实|真的|的确|彻底|完全|圆满|顺利|及时|很快|得到了?|也)"
_VERY = "(?:非常|很|十分|特别|挺|太|超级|超|相当|极其|极为|极|最|真是|真的?|可|万分)"
_END = "(?:的|了|啦|咯|啊|呀|哦|哈|极了|得很|透了|至极)*"
_DOES = "(?:解决|处理|办理|维修|整改|修理|修|办|弄|搞|整)"
_WHOLE = "(?:完全|全部|彻底|全面|都|全)"
_PART = "(?:一小部分|一大部分|大部分|小部分|一部分|部分|大半|一半|一些|一点儿?|一点点)"

# What denies, with all that may stand before it.
_STILL = (
    "(?:根本上?|压根儿?|从来|一直|还是|还|仍然|仍|依然|依旧|至今|到现在|现在|目前|一点儿?|丝毫|完全|并|都|也|始终|迟迟|基本上?|全都|全|真的?|确实|是|"
    "彻底)"
)
_NOT = "(?:不|毫不|绝不|决不)"
_HAS_NOT = "(?:没有|没能|没|木有|未能|未曾|未|尚未|从未|无法|没法|不曾|毫无)"
_NOT_SAY = "(?:谈不上|说不上|算不上|称不上|谈不到|不敢说|不能说|不能算|不算|不算是)"
_SOMEHOW = f"(?:怎么|咋|是|能|够|大|得到|真正|真的?|有|{_VERY})"
_NOBODY = "(?:没有|没|无)人(?:来|管|理|问|处理|解决|维修|修|办理|办|联系|负责|答复|理睬)+(?:过|我们?|了)?"
_BAD = "(?:差劲|差评|差|糟糕|糟|烂|失望|敷衍|不像话|垃圾)"

SATISFIED = rf"{_ABOUT}{_SURE}*{_VERY}*(?:满意|好评|点赞|给力|棒)(?:满意)?{_END}"
WELL_DONE = rf"{_ABOUT}{_SURE}*{_VERY}+(?:好|不错){_END}|{_ABOUT}{_SURE}*不错{_END}|百分之?百满意{_END}|{_ABOUT}满意度{_VERY}*高{_END}"
FAIRLY = rf"{_ABOUT}{_SURE}*(?:比较|较为?|还算){_VERY}*满意{_END}"
BARELY = rf"{_ABOUT}{_SURE}*(?:基本上?|大体上?|大致|总体上?|总的来说){_SURE}*满意{_END}"
_OF_WHAT = "(?:这个)?(?:问题|困难|难题|麻烦)?"
DONE = (
    rf"{_ABOUT}{_SURE}+(?:给|把|被)?解决(?:好|掉|完)?了?{_OF_WHAT}{_END}|{_ABOUT}(?:给|把|被)?解决(?:好了|掉了|完了|了|啦){_OF_WHAT}{_END}"
    rf"|{_ABOUT}{_SURE}*(?:给|把|被)?(?:{_DOES}(?:好|妥当?|完毕|到位)|搞定|办成)了?{_OF_WHAT}{_END}|{_ABOUT}{_SURE}+(?:恢复|好)(?:正常)?了{_END}"
    rf"|{_ABOUT}{_SURE}*恢复正常了?{_END}|{_ABOUT}(?:解决|处理|办理|办|修)得{_VERY}+(?:好|满意|不错|及时|彻底){_END}"
)

_SOLVED = rf"(?:{_DOES}(?:好|妥|成)?|搞定|落实|到位|恢复(?:正常)?|改善|改进|改变|好转|好|见效|办成|清理)"
_UNDONE = (
    rf"{_ABOUT}{_STILL}*{_HAS_NOT}(?:{_SOMEHOW}|及时|把|给|被)*{_SOLVED}(?:过|问题)?{_END}",
    rf"{_ABOUT}{_STILL}*{_NOT}{_SOMEHOW}*(?:解决|处理|到位|办理){_END}",
    rf"{_ABOUT}{_STILL}*{_NOT_SAY}(?:{_SURE}|{_VERY}|是)*(?:解决|处理好|修好|办好){_END}",
    rf"{_ABOUT}{_STILL}*(?:解决|处理|修|办|弄|搞)不(?:了|好|成|定){_END}",
    rf"(?:都是|是|就是)?(?:假装|装作|假|谎称|虚报|谎报|伪称|冒充)(?:说|是)?{_SURE}*(?:解决|处理|修|办|满意)好?{_END}",
    rf"{_ABOUT}{_STILL}*{_NOBODY}",
    rf"{_ABOUT}{_STILL}*(?:没有?|毫无|无)(?:任何)?(?:动静|反应|结果|效果|变化|进展|下文|回音|用|来人|来修?|人来){_END}",
    rf"{_ABOUT}(?:还是|依然|仍然|依旧)?(?:老样子|一个样|原样){_END}",
    rf"(?:问题|情况)(?:还是|还|依然|仍然|仍|依旧)(?:存在|在){_END}",
)
UNDONE = "|".join(_UNDONE)
DISSATISFIED = (
    rf"{_ABOUT}{_STILL}*{_VERY}*{_NOT}{_SOMEHOW}*(?:满意|好|理想|认可|接受|行|满|样|咋样|咋地){_END}"
    rf"|{_ABOUT}{_STILL}*{_HAS_NOT}{_SOMEHOW}*满意{_END}"
    rf"|{_ABOUT}{_STILL}*{_NOT_SAY}(?:{_VERY}|{_SURE}|是)*(?:满意|好){_END}"
    rf"|{_ABOUT}{_VERY}*{_BAD}{_END}|{_ABOUT}满意度(?:{_VERY}*低|不{_VERY}*高|{_VERY}*差){_END}"
    r"|(?:糊弄|应付|敷衍|欺骗|骗)(?:了事|人|我们?|老百姓|群众|百姓)+(?:的|呢)?"
)
# Says nothing by itself, and bears out what was denied beside it.
RHETORIC = r"怎么(?:可能|会|能)?满意(?:得了|呢)?|(?:让|叫)我(?:们)?怎么满意|满意什么|哪里满意"

PARTLY_DONE = (
    rf"{_ABOUT}(?:{_SURE}|只是?|仅仅?|才|刚|就|给)*{_DOES}(?:好|掉)?了?(?:其中)?{_PART}(?:的?问题)?{_END}"
    rf"|{_ABOUT}(?:只有|有|其中)?{_PART}(?:的?问题)?(?:是|给)?{_SURE}*(?:{_DOES}好|解决|处理完?|搞定){_END}"
    rf"|{_ABOUT}(?:还|仍|尚)?(?:有|剩)?{_PART}(?:的?问题)?{_STILL}*{_HAS_NOT}(?:{_SOMEHOW})*{_SOLVED}{_END}"
    rf"|{_ABOUT}{_STILL}*(?:没有|没|未能|未|尚未|不){_WHOLE}(?:{_DOES}(?:好|完)?|搞定|恢复){_END}"
    rf"|{_ABOUT}{_STILL}*(?:没有|没|未能|未){_DOES}(?:完|彻底|干净|全){_END}"
    rf"|{_ABOUT}{_DOES}得?不(?:彻底|完全|全面|全|干净){_END}"
)
PARTLY_SATISFIED = rf"{_ABOUT}(?:有)?(?:一?部分)满意{_END}"

_WHOM = "(?:您们?|你们?|大家|各位|政府|领导|热线|单位|部门|工作人员|师傅|同志们?|12345)*"
POLITE = (
    rf"(?:非常|十分|万分|很|太|真的?|衷心|特别)*(?:谢谢|感谢|多谢|感激|谢了){_WHOM}(?:的)?(?:关心|帮助|支持|帮忙|付出|重视|解决问题)*{_END}"
    rf"|(?:你们的?)?(?:服务态度|服务|态度|工作人员)(?:都|{_VERY})+(?:好|热情|不错){_END}"
    rf"|(?:麻烦|辛苦){_WHOM}了?{_END}|(?:您好|你好|你们好|领导好|同志)|(?:好的|嗯|哦|是的|收到|啊|哈|OK)+"
)
ANSWERS = r"(?:我的?)?(?:回复|回|答复|答|选择|选项|选|评价|按|打)(?:是|为|数字)?|数字|我选择?"
DIGIT = r"第?([1-5]|[一二三四五壹贰叁肆伍](?=项?(?:,|$)))项?"
DIGIT_OF = {
    **{str(one): str(one) for one in range(1, 6)},
    **dict(zip("一二三四五壹贰叁肆伍", "1234512345", strict=True)),
}
NUMERALS = frozenset("0123456789零一二三四五六七八九十百千万壹贰叁肆伍")

# Whether it is so is asked, not said: 是不是, 满不满意, 解决没解决.
ASKED = re.compile(r"(..?)[不没]\1|(.)不\2|有没有|是否|能否|可否")
# Behind a digit: what makes a remark more than one that bears it out.
DOUBT = re.compile(
    r"[?吗呢吧嘛谁哪几啥若但]|什么|何|怎|多久|如果|要是|假如|的话|再说|等|除非|希望|应该|可能|也许|大概|"
    r"好像|似乎|不知|不清楚|不过|虽|只是|错|改|更正|满意|解决了|[好通亮]了|已"
)
SOUNDS_DENYING = re.compile("[不没未无坏漏烂破假差骗]")
# What is counted is no answer: 4号楼, 3天, 5点.
COUNTED = re.compile("号|楼|栋|单元|层|室|户|月|日|天|年|点|时|分|秒|次|回|个|米|里|块|元|人|家|路(?!灯)|[%级星条名位]")
