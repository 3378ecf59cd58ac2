"""
What official papers cost: time and memory, beside bare WeasyPrint on the same HTML.

Every figure comes from a process of its own. Ours and bare take turns, so that a busy machine
slows both alike; time is that of the processor; medians are shown. Run ``make bench-documents``.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COLD_RUNS, WARM_RUNS, LETTERS, STEP = 5, 11, 500, 50
KIB_PER_MIB = 1024
MOST = 1.15

QUESTION = (
    "Đề nghị Ủy ban nhân dân xã giải thích vì sao hồ sơ cấp giấy chứng nhận quyền sử dụng đất đã "
    "quá hạn trả kết quả, người dân phải đi lại nhiều lần và được hướng dẫn khác nhau. "
)


def _site():
    """Start Django without a database: papers here are made from plain data."""
    sys.path.insert(0, str(ROOT / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings.test")
    import django

    django.setup()


def _paper(sample):
    from dialogue.documents.paper import Paper

    class Sample(Paper):
        template = sample["template"]

        def title(self):
            return sample["title"]

        def data(self):
            return sample["content"]

        def assets(self):
            from dialogue.documents import qr

            return {"qr.svg": qr.svg("https://phuxuyen.example.vn/phieu/7/")}

    return Sample()


def _commune():
    from dialogue.models import CommuneSettings

    return CommuneSettings(
        body_name="UBND xã Phú Xuyên",
        address="thôn Thao Chính, xã Phú Xuyên, thành phố Hà Nội",
        email="ubnd@example.vn",
        place_name="Phú Xuyên",
        issuer_line_1="ỦY BAN NHÂN DÂN",
        issuer_line_2="XÃ PHÚ XUYÊN",
    )


def form():
    """A one-page form, blank, with its code."""
    from dialogue.documents.form import form_data
    from dialogue.documents.paper import dated

    form = form_data(_commune(), date=dated(None, 2026))
    content = {"form": form | {"online": "phuxuyen.example.vn/phieu/7"}}
    return {
        "template": "dialogue/documents/form.html",
        "title": "Phiếu đăng ký tham gia đối thoại",
        "content": content,
    }


def _official(title, kind, about, body):
    from dialogue.documents.content import levelled
    from dialogue.documents.paper import dated, header

    return {
        "template": "dialogue/documents/official.html",
        "title": title,
        "content": {
            "head": header(_commune()),
            "number": {"number": "05", "symbol": "KH-UBND"},
            "date": dated(None, 2026),
            "page": "portrait",
            "kind": kind,
            "abstract": about if kind else "",
            "about": "" if kind else about,
            "bases": ["Căn cứ Luật Tổ chức chính quyền địa phương."] if kind else [],
            "addressees": [] if kind else ["Ông (bà) Đỗ Thị Ánh Nguyệt, thôn Thao Chính"],
            "body": levelled(body),
            "closing": ["Đề nghị các đơn vị triển khai thực hiện./."],
            "ending": {"signing": ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], "signer": "Nguyễn Văn Đức"},
            "signatures": [],
            "recipients": ["Như trên;", "Lưu: VT."],
            "annex": [],
        },
    }


def plan():
    """A plan of five pages: sections, points and a table."""
    from dialogue.documents import content as c

    body = []
    for section in range(1, 6):
        body.append(c.section("Nội dung, thời gian và tổ chức thực hiện", f"{section}."))
        for heading in range(1, 4):
            body.append(c.heading("Phân công nhiệm vụ cho các đơn vị", f"{heading}."))
            body += [c.dash(QUESTION) for _point in range(2)]
    rows = [[str(n), "Thôn Thao Chính", "Tháng 6/2026"] for n in range(1, 15)]
    body.append(c.table(["STT", "Nơi tổ chức", "Thời gian"], rows, caption="Các kỳ đối thoại"))
    return _official("Kế hoạch đối thoại", "KẾ HOẠCH", "Tổ chức hội nghị đối thoại", body)


def letter(number=0):
    """A letter of one page; each of 500 has words of its own."""
    from dialogue.documents import content as c

    body = [
        c.paragraph(f"UBND xã Phú Xuyên nhận được Phiếu đăng ký số {number:04}/2026."),
        c.heading("Nội dung kiến nghị"),
        c.quote(QUESTION),
        c.paragraph(f"Hồ sơ số {number * 7919 % 9973} được giải quyết như sau. {QUESTION}"),
    ]
    return _official(f"Công văn {number}", "", "trả lời nội dung đăng ký đối thoại", body)


DOCUMENTS = {"form": form, "plan": plan, "letter": letter}


def _bare(html, assets):
    """Return ``html`` as WeasyPrint alone makes it, from the same files, with the same options."""
    from dialogue.documents import engine

    return (
        engine.weasyprint()
        .HTML(string=html, base_url=engine.SCHEME, url_fetcher=engine.fetcher(assets))
        .write_pdf(pdf_variant=engine.ACCESSIBLE)
    )


def _peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_PER_MIB


def _resident():
    fields = Path("/proc/self/statm").read_text().split()
    return int(fields[1]) * resource.getpagesize() / KIB_PER_MIB**2


def one(name, way, html, warm):
    """Time one document; cold counts the engine's loading, warm the tenth rendering and on."""
    sample = DOCUMENTS[name]()
    times = []
    for _run in range(WARM_RUNS if warm else 1):
        begun = time.process_time()
        if way == "ours":
            _paper(sample).pdf()
        else:
            _bare(html, _paper(sample).assets())
        times.append(time.process_time() - begun)
    best = statistics.median(times[1:] if warm else times)
    return {"seconds": best, "peak": _peak()}


def many(way):
    """Time 500 letters one after the other, and read the memory after every fifty."""
    line, begun = [], time.process_time()
    for number in range(1, LETTERS + 1):
        paper = _paper(letter(number))
        if way == "ours":
            paper.pdf()
        else:
            _bare(paper.html, paper.assets())
        if number % STEP == 0:
            line.append(_resident())
    return {"seconds": time.process_time() - begun, "peak": _peak(), "line": line}


def _child(*arguments):
    """Run one measurement in a new process and return its figures."""
    made = subprocess.run(
        [sys.executable, "-m", "tests.tools.bench_documents", *arguments],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return json.loads(made.stdout)


def _taking_turns(name, temperature):
    runs = {"ours": [], "bare": []}
    for _run in range(COLD_RUNS):
        for way in runs:
            runs[way].append(_child(name, way, temperature))
    return {
        way: {key: statistics.median(run[key] for run in found) for key in ("seconds", "peak")}
        for way, found in runs.items()
    }


def _row(title, ours, bare):
    ratio = ours["seconds"] / bare["seconds"]
    mark = "" if ratio <= MOST else f"  (quá {MOST})"
    print(
        f"{title:<34}{ours['seconds'] * 1000:>9.0f} ms{bare['seconds'] * 1000:>9.0f} ms"
        f"{ratio:>8.2f}{ours['peak']:>10.0f} MB{bare['peak']:>8.0f} MB{mark}",
        flush=True,
    )


def report():
    """Print the table."""
    print(f"{'Văn bản':<34}{'Phần mềm':>12}{'WeasyPrint':>12}{'Tỷ lệ':>8}{'Bộ nhớ':>13}{'':>11}")
    for title, name, temperature in (
        ("Phiếu một trang, lần đầu", "form", "cold"),
        ("Phiếu một trang, các lần sau", "form", "warm"),
        ("Kế hoạch năm trang, lần đầu", "plan", "cold"),
        ("Kế hoạch năm trang, các lần sau", "plan", "warm"),
    ):
        found = _taking_turns(name, temperature)
        _row(title, found["ours"], found["bare"])
    ours, bare = _child("many", "ours"), _child("many", "bare")
    _row(f"{LETTERS} công văn", ours, bare)
    print(f"\nBộ nhớ (MB) sau mỗi {STEP} công văn:")
    for title, found in (("Phần mềm", ours), ("WeasyPrint", bare)):
        print(f"  {title:<12}" + " ".join(f"{value:>5.0f}" for value in found["line"]))


def main(arguments):
    if not arguments:
        report()
        return
    _site()
    name, way, *rest = arguments
    if name == "many":
        found = many(way)
    else:
        html = _paper(DOCUMENTS[name]()).html if way == "bare" else ""
        found = one(name, way, html, rest == ["warm"])
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1:])
