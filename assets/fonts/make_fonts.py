"""Make the bundled font files from the upstream ones: fewer characters and layout features, plain style names.

A maintainer runs this when a font is updated or a character is missing; no build needs it:

    python assets/fonts/make_fonts.py Inter-Regular.woff2 ... NotoSansSC_400Regular.ttf ... NotoSansArabic-Bold.ttf

Each upstream file is recognised by its PostScript name. ../PROVENANCE.md says which files to pass.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

OUTPUT_FOLDER = Path(__file__).parent

# One comma-separated list of inclusive code point ranges; characters that the upstream font lacks are skipped.
TEXT_RANGES = (
    "0020-007E,00A0-024F,"  # Basic Latin, Latin-1, Latin Extended-A and -B
    "0250-02FF,0300-036F,"  # IPA, modifier letters, combining marks
    "0370-03FF,0400-052F,"  # Greek, Cyrillic
    "1E00-1EFF,2000-206F,"  # Latin Extended Additional, general punctuation
    "2070-209F,20A0-20CF,"  # superscripts and subscripts, currency
    "2100-214F,2150-218F,"  # letterlike symbols, number forms
    "2190-21FF,27F0-27FF,"  # arrows
    "2200-22FF,2460-2473,"  # mathematical operators, circled numbers
    "25A0-25FF,2600-26FF,2700-27BF,"  # geometric shapes, symbols, dingbats
    "FB00-FB06,FEFF,FFFD"  # ligatures as found in text pasted from a PDF, replacement character
)
SYMBOL_RANGES = "0020,00A0,2190-21FF,25A0-25FF,2600-26FF,2700-27BF"  # arrows, geometric shapes, symbols, dingbats
# Characters that Unicode shows as emoji (Emoji_Presentation) stay out: some programs would draw them from a colour font
# whatever font the slide names, so they shall be reported as missing.
EMOJI_RANGES = (
    "25FD-25FE,2614-2615,2648-2653,267F,2693,26A1,26AA-26AB,26BD-26BE,26C4-26C5,26CE,26D4,"
    "26EA,26F2-26F3,26F5,26FA,26FD,2705,270A-270B,2728,274C,274E,2753-2755,2757,2795-2797,27B0,27BF"
)

# The Arabic block (Arabic, Persian, Urdu, Kurdish), the forms that text pasted from a PDF is made of, and marks that
# stand between Arabic letters. Latin letters, brackets and most other marks are Inter's.
ARABIC_RANGES = (
    "0020-0040,005B-0060,007B-007E,00A0,00AB,00BB,0600-06FF,200B-200F,2010-2026,202F,25CC,FDF0-FDFC,FE70-FEFC"
)

HAN_PUNCTUATION = "　、。〈〉《》「」『』【】〔〕·—…‘’“”！（），－．／：；？～％＋＝０１２３４５６７８９〇"
HAN_IN_THE_TALK = "秦川董明皓田代实王伟"
HAN_SURNAMES = (
    "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭"
    "廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦"
    "向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景薄单包司柏宁柯阮桂闵"
)
HAN_GIVEN_NAMES = (
    "伟芳娜敏静丽强磊洋艳勇军杰娟涛超霞秀英平刚桂玲建国志海华玉红宇浩鑫辉鹏飞波斌峰健俊帆旭瑞雪梅琳莹洁慧颖婷晶欣怡佳琪嘉梦悦涵雨晨"
    "轩博思泽睿皓昊翔凯毅彬振宏晓春燕萍兵庆永福德义仁礼智信忠孝光亮松竹菊莲荣富贵吉祥顺昌兴盛发达贤良善琴珍珠宝珊瑶璐琦玮珂琼瑜璇倩"
    "蕾薇芝芬芸菲茜萌蓉蓓丹青云虹霖露冰清源淑惠若兮子豪逸铭诚恒昕晗煜炜焱坤城培奕妍媛婧娇姗楠桐彦彤峻岚川洲沛泓淳渊滨润澜炎煌"
)
HAN_COMMON = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去"
    "法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点"
    "正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿"
    "原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德"
    "资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交"
    "规万取拉格望觉术领共确传师观清今切院让识候带导争运笔究组织医药病院研患者疗细胞免疫神经系统州京沪津江湖广福建浙苏鲁豫鄂湘川渝贵云"
    "附属武汉科技大学同济上海北京"
)
HAN_MEDICINE = (
    "嵌抗硬视脊髓炎谱鞘少突胶质糖蛋淋巴浆骨因载输注缓解复良毒临床验随访剂量效症状疾风险益递降升持续清除靶识杀伤增殖采集扩备供异型液脑血"
    "节组感染细率均值标准差名例年月周岁男停药监测激素单抗诊断功能损伤残适应批准登记欧洲盟监局委员签署答疑问谢感请图表参考文献资料源幻灯片"
    "讲会议程录摘要绍背景目方法讨论结语披露利冲突赞助顾费声仅供说示意数据模型曲线轴线箭途径步骤阶段早晚初末比较对照随盲终点局限续"
    "挑战希望未来需跨学伴侣支鼓励写读听讲述句段落词汇译审稿草页脚章附录备用字础证引按律器具号令室斑仍育消失继选择试恢职收息狼疮肌肉重检释级况"
)

# Without these Arabic letters stand apart.
JOINING_FEATURES = ["init", "medi", "fina", "isol", "rlig"]
# Not kept on purpose: `calt` turns "->" into an arrow and moves the x between digits in LibreOffice and typst, but not
# in PowerPoint; figure styles and stylistic sets can be switched on in no program alike.
KEPT_FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl"]
KEPT_NAMES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 14]
LICENCE_NAMES = {
    13: "This Font Software is licensed under the SIL Open Font License, Version 1.1. "
    "This license is available with a FAQ at: https://openfontlicense.org",
    14: "https://openfontlicense.org",
}

ITALIC, BOLD, REGULAR = 1 << 0, 1 << 5, 1 << 6  # bits of OS/2.fsSelection
MAC_BOLD, MAC_ITALIC = 1 << 0, 1 << 1  # bits of head.macStyle
WINDOWS_ENGLISH = (3, 1, 0x409)


@dataclass(frozen=True)
class Recipe:
    """One bundled font: which family it belongs to, in which of the four linked styles, with which characters."""

    family: str
    style: str
    code_points: frozenset[int]
    features: tuple[str, ...] = ()
    """Layout features kept besides those of every font."""


def main(upstream_files: list[str]) -> None:
    recipes = all_recipes()
    if not upstream_files:
        sys.exit(f"{__doc__}\nKnown PostScript names: {', '.join(recipes)}")
    for upstream in upstream_files:
        font = TTFont(upstream, recalcTimestamp=False)
        postscript_name = font["name"].getDebugName(6)
        if postscript_name not in recipes:
            sys.exit(f"{upstream} is '{postscript_name}'; known: {', '.join(recipes)}")
        write_font(font, recipes[postscript_name], OUTPUT_FOLDER / f"{postscript_name}.ttf")


def all_recipes() -> dict[str, Recipe]:
    """The recipe of each bundled font, by the PostScript name of its upstream file."""
    text = code_points(TEXT_RANGES) - code_points(EMOJI_RANGES)
    symbols = code_points(SYMBOL_RANGES) - code_points(EMOJI_RANGES)
    names = HAN_IN_THE_TALK + HAN_SURNAMES + HAN_GIVEN_NAMES
    han = frozenset(map(ord, HAN_PUNCTUATION + names + HAN_COMMON + HAN_MEDICINE + " "))
    arabic, joining = code_points(ARABIC_RANGES), tuple(JOINING_FEATURES)
    return {
        "Inter-Regular": Recipe("Inter", "Regular", text),
        "Inter-Italic": Recipe("Inter", "Italic", text),
        "Inter-Bold": Recipe("Inter", "Bold", text),
        "Inter-BoldItalic": Recipe("Inter", "Bold Italic", text),
        "NotoSansSC-Regular": Recipe("Noto Sans SC", "Regular", han),
        "NotoSansSC-Bold": Recipe("Noto Sans SC", "Bold", han),
        "NotoSansArabic-Regular": Recipe("Noto Sans Arabic", "Regular", arabic, joining),
        "NotoSansArabic-Bold": Recipe("Noto Sans Arabic", "Bold", arabic, joining),
        "NotoSansSymbols2-Regular": Recipe("Noto Sans Symbols 2", "Regular", symbols),
    }


def code_points(ranges: str) -> frozenset[int]:
    bounds = (part.partition("-") for part in ranges.split(","))
    return frozenset(point for low, _, high in bounds for point in range(int(low, 16), int(high or low, 16) + 1))


def write_font(font: TTFont, recipe: Recipe, output: Path) -> None:
    if "glyf" not in font or "fvar" in font:
        sys.exit(f"{output.name}: the upstream file must be a static font with TrueType outlines")
    subset(font, recipe)
    name_as_linked_style(font, recipe, output.stem)
    font.flavor = None
    font.save(output, reorderTables=True)
    print(f"{output.name}: {len(font.getBestCmap())} characters, {output.stat().st_size / 1024:.0f} KB")


def subset(font: TTFont, recipe: Recipe) -> None:
    options = Options()
    options.layout_features = [*KEPT_FEATURES, *recipe.features]
    options.name_IDs = KEPT_NAMES
    options.notdef_outline = True
    options.hinting = False
    options.prune_codepage_ranges = False  # Windows takes a font for a Chinese one by these bits
    options.glyph_names = False
    options.drop_tables += ["vhea", "vmtx", "BASE", "STAT", "DSIG", "gasp"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=recipe.code_points)
    subsetter.subset(font)


def name_as_linked_style(font: TTFont, recipe: Recipe, postscript_name: str) -> None:
    """Name the font so that the bold and italic buttons of every program find it, and allow embedding."""
    names = font["name"]
    for name_id, value in LICENCE_NAMES.items():
        if names.getDebugName(name_id) is None:
            names.setName(value, name_id, *WINDOWS_ENGLISH)
    names.setName(recipe.family, 1, *WINDOWS_ENGLISH)
    names.setName(recipe.style, 2, *WINDOWS_ENGLISH)
    # A changed font must not answer to the identifier of the original, which may be installed beside it.
    names.setName(f"{names.getDebugName(3)};subset", 3, *WINDOWS_ENGLISH)
    names.setName(f"{recipe.family} {recipe.style}", 4, *WINDOWS_ENGLISH)
    names.setName(postscript_name, 6, *WINDOWS_ENGLISH)
    names.names = [record for record in names.names if (record.platformID, record.langID) == (3, 0x409)]

    bold, italic = "Bold" in recipe.style, "Italic" in recipe.style
    os2 = font["OS/2"]
    os2.usWeightClass = 700 if bold else 400
    os2.fsType = 0
    os2.fsSelection &= ~(ITALIC | BOLD | REGULAR)
    os2.fsSelection |= (BOLD if bold else 0) | (ITALIC if italic else 0) or REGULAR
    font["head"].macStyle = (MAC_BOLD if bold else 0) | (MAC_ITALIC if italic else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
