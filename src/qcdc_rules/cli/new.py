"""`qcdc rules new`: a rule with its cases, instrument and pack, from a template where one fits."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from qcdc_rules.authoring.drafts import Draft, arguments_of, example, files, misgiven, new_instrument
from qcdc_rules.loading.packs import read_packs, templates_of
from qcdc_rules.model.rules import CATEGORIES
from qcdc_rules.source.resources import data_dir
from qcdc_rules.source.suggest import closest

CHECKED = ("text", "secondary", "recalled")
TYPES = ("commune", "agency", "workplace")


@click.command()
@click.argument("folder", type=click.Path(file_okay=False))
@click.option("--id", "rule_id", prompt="Mã quy tắc, như commune.dialogue_twice · id of the rule")
@click.option("--category", type=click.Choice(CATEGORIES), prompt="Nhóm · category")
@click.option("--title", prompt="Nghĩa vụ, một câu có “phải” · the duty, in Vietnamese")
@click.option("--title-en", prompt="Câu đó bằng tiếng Anh · the same in English")
@click.option("--instrument", prompt="Số hiệu văn bản, như 10/2022/QH15 · number of the instrument")
@click.option("--article", default="", help="Điều. · Article.")
@click.option("--clause", default="", help="Khoản. · Clause.")
@click.option(
    "--from", "since", type=click.DateTime(["%Y-%m-%d"]), prompt="Có hiệu lực từ (năm-tháng-ngày) · in force from"
)
@click.option("--template", default="", help="Tên mẫu (docs/templates.md). · Name of a template.")
@click.option(
    "--with",
    "given",
    multiple=True,
    metavar="TÊN=GIÁ_TRỊ",
    help="Tham số của mẫu; không mẫu: fact=đường.dẫn. · Arguments.",
)
@click.option(
    "--each", default="", metavar="DANH_SÁCH", help="Xét từng mục của danh sách này. · Judge each item of this list."
)
@click.option("--every", default="", metavar="KỲ", help="Xét từng kỳ: year, quarter … · Judge every year, quarter …")
@click.option(
    "--checked",
    type=click.Choice(CHECKED),
    help="Văn bản mới: đã đối chiếu lời văn thế nào – text: nguyên văn, secondary: qua nguồn khác, recalled: chưa đọc."
    " · Of a new instrument: how its wording was checked.",
)
@click.option("--governed-by", default="", help="Ngày chọn phiên bản luật. · The day that chooses the version.")
def new(
    folder: str,
    rule_id: str,
    category: str,
    title: str,
    title_en: str,
    instrument: str,
    article: str,
    clause: str,
    since: datetime,
    template: str,
    given: tuple[str, ...],
    each: str,
    every: str,
    governed_by: str,
    checked: str | None,
) -> None:
    """Viết bản nháp của một quy tắc vào một gói (thư mục). · Draft a rule in a pack (a folder).

    Tạo pack.yaml, tệp văn bản, quy tắc và ca kiểm thử nếu chưa có; không ghi đè gì,
    trừ dòng regulations của pack.yaml khi quy tắc thuộc loại hình khác.
    · Makes what is missing; overwrites nothing but the line `regulations` of pack.yaml for a rule of another type.
    """
    regulation, _, rest = rule_id.partition(".")
    if regulation not in TYPES or not rest:
        raise click.UsageError(
            f"Mã phải bắt đầu bằng loại hình: {', '.join(f'{name}.…' for name in TYPES)}. · The id begins with the regulation."
        )
    sources = read_packs([(data_dir("rules") / kind, kind) for kind in ("templates", "instruments")])
    templates = templates_of(sources)
    if template and template not in templates:
        near = closest(template, templates)
        hint = f" Có phải là “{near}”? · Did you mean “{near}”?" if near else " Danh sách: docs/templates.md. · See the list."
        raise click.UsageError(f"Không có mẫu “{template}”. · There is no template “{template}”.{hint}")
    if each and every:
        raise click.UsageError("Chỉ dùng một trong --each và --every. · Use one of --each and --every.")
    chosen = templates.get(template)
    answers = _answers(given)
    if chosen is not None:
        for name, kind, words, default in arguments_of(chosen):
            if name not in answers and default is None:
                answers[name] = click.prompt(f"{name} ({kind}, như · like {example(chosen.given[name])}): {words}")
    elif "fact" not in answers:
        answers["fact"] = click.prompt(
            "Đường dẫn của việc phải có, như target.published_on · path of what must be there"
        )
    if chosen is not None and (wrong := list(misgiven(chosen, answers))):
        raise click.UsageError("\n".join(f"{words.vi} · {words.en}" for words in wrong))
    known = frozenset(str(one.plain["number"]) for one in sources.of("instrument"))
    if checked is None and new_instrument(instrument, Path(folder), known):
        checked = click.prompt(
            "Lời văn của văn bản đã đối chiếu thế nào (text: đã đọc nguyên văn; secondary: qua nguồn khác; recalled: chưa đọc)"
            " · how was the wording checked",
            type=click.Choice(CHECKED),
        )
    targets = f'{{each: "{each}"}}' if each else f"{{every: {every}}}" if every else ""
    day = governed_by or ("target.last_on" if every else "period.last_on")
    today = date.today()
    draft = Draft(
        rule_id,
        regulation,
        category,
        title,
        title_en,
        instrument,
        article,
        clause,
        since.date(),
        template,
        answers,
        targets,
        day,
        max(since.date(), date(today.year + 1, 1, 1)),
        checked or "recalled",
    )
    drafts = list(files(draft, Path(folder), chosen, known))
    for file in drafts:
        if file.appended and f"{rule_id}\n" in file.path.read_text(encoding="utf-8"):
            raise click.UsageError(f"{file.path} đã có {rule_id}, không ghi thêm. · It is there already.")
    for file in drafts:
        file.path.parent.mkdir(parents=True, exist_ok=True)
        if file.appended:
            with file.path.open("a", encoding="utf-8") as stream:
                stream.write(file.text)
        else:
            file.path.write_text(file.text, encoding="utf-8")
        click.echo(f"{'+' if file.appended else '✓'} {file.path.as_posix()}")
    click.echo(
        f"Tiếp theo · next: qcdc rules lint --rules {folder}; qcdc rules test {rule_id.split('.')[1]} --rules {folder};"
        f" qcdc rules witness {rule_id} --rules {folder}; qcdc-check --rules {folder} BÁO_CÁO.yaml"
    )


def _answers(given: tuple[str, ...]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals:
            raise click.UsageError(f"“{one}”: viết TÊN=GIÁ_TRỊ. · Write NAME=VALUE.")
        found[name.strip()] = value.strip()
    return found
