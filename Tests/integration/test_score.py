"""What `tocsin simulate score` says to people, and which subscriber it takes."""
import json
import re

from deliveries import finish, percentiles, scenario, simulate

PACE = 20
VISITS = 12


def a_run(bench, name, transports, faults=(), **settings):
    path = scenario(bench, name, transports, alerts=20, **settings)
    path.write_text(path.read_text() + ("faults:\n" if faults else "") + "".join(f"  - {{{f}}}\n" for f in faults))
    process, out = simulate(bench, path)
    finish(bench, process)
    return out


def rows_of(bench, out):
    lines = bench.run("simulate", "ledger", out, "--json", data=False).stdout.decode().splitlines()
    return [json.loads(line) for line in lines]


def score(bench, *words, expect=0):
    return bench.run("simulate", "score", *words, expect=expect)


def test_a_subscriber_that_wrote_down_when_it_received_is_told_both_latencies(bench):
    out = a_run(bench, "timed", ["kind: topic, to: timed"], ["fault: late, delay: 20 s, probability: 0.3"],
                visits=VISITS, pace=PACE)
    rows = rows_of(bench, out)
    times = {row["alertId"]: row["sentMs"] + 40 + row["alertId"] % 7 for row in rows}
    kept = {alert: time for alert, time in times.items() if alert % 5}
    ids = bench.folder / "timed.csv"
    ids.write_text("diaSourceId,received\n" + "".join(f"{alert},{time}\n" for alert, time in kept.items()))
    page = bench.folder / "timed.html"
    said, = json.loads(
        score(bench, "--ledger", out, "--ids", ids, "--json", "--html", page, expect=1).stdout)["subscribers"]
    total = said["total"]
    assert total["received"] == len(kept) and total["missing"] == len(rows) - len(kept) > 10, total
    first = {row["alertId"]: row for row in rows}
    assert total["latencyMs"] == percentiles([kept[a] - first[a]["sentMs"] for a in kept]), total
    from_issue = percentiles([kept[a] - first[a]["issuedMs"] for a in kept])
    assert total["issueLatencyMs"] == from_issue and from_issue["p95"] > 1000, total
    assert total["surveyIssueLatencyMs"]["p95"] == from_issue["p95"] * PACE, total
    # By default twenty seconds of the survey are not late; by ten they are.
    assert total["late"] == 0, total
    late = score(bench, "--ledger", out, "--ids", ids, "--json", "--late-after", 10, expect=1).stdout
    assert json.loads(late)["subscribers"][0]["total"]["late"] == sum("late" in first[a]["faults"] for a in kept) > 10
    check_page(page.read_text(), said)
    check_text(score(bench, "--ledger", out, "--ids", ids, "--visits", 3, expect=1).stdout.decode(), said, 3)
    check_text(score(bench, "--ledger", out, "--ids", ids, "--visits", "all", expect=1).stdout.decode(), said, VISITS)


def check_page(page, said):
    """Each visit and class has its counts, and there are plots of completeness and of both latencies."""
    rows = {name: re.findall(r"<td>(.*?)</td>", cells)
            for name, cells in re.findall(r'<tr[^>]*><th scope="row">(.*?)</th>(.*?)</tr>', page)}
    parts = {part["visit"]: part for part in said["visits"]} | {part["class"]: part for part in said["classes"]}
    assert set(rows) == set(parts), (set(rows), set(parts))
    for name, part in parts.items():
        counts = [part[key] for key in ("issued", "expected", "received")] + [part["missing"], part["duplicates"]]
        assert [int(cell) for cell in rows[name][:3] + rows[name][4:6]] == counts, (name, rows[name])
        if not part["received"]:
            continue
        p95 = part["surveyLatencyMs"]["p95"] / 1000
        assert float(rows[name][-2].split(" / ")[1]) == p95, (name, rows[name])
    assert page.count("<svg") == 6, page.count("<svg")


def check_text(text, said, most):
    """Of the visits the worst, with as many missing as any that is left out."""
    shown = [int(line.split()[0]) for line in text.splitlines() if re.match(r" +\d+ ", line)]
    missing = {int(part["visit"]): part["missing"] for part in said["visits"]}
    assert len(shown) == len(set(shown)) == most and ("--visits all" in text) == (most < len(missing)), text
    assert sorted(missing[n] for n in shown) == sorted(missing.values())[-most:], (shown, missing)


def test_a_group_is_of_the_topic_that_the_run_was_sent_to(bench):
    out = a_run(bench, "alone", ["kind: files, to: kept", "kind: topic, to: alone"])
    bench.run("topic", "tail", "alone", "--from", "earliest", "--limit", "1")
    named = score(bench, "--ledger", out, "--topic", "alone", "--group", "nobody", expect=1)
    found = score(bench, "--ledger", out, "--group", "nobody", expect=1)
    assert b"missing: 40" in found.stdout and found.stdout == named.stdout, (found.stdout, named.stdout)
    both = a_run(bench, "both", ["kind: topic, to: first", "kind: topic, to: second"])
    said = score(bench, "--ledger", both, "--group", "nobody", expect=2).stderr
    assert b"0 first, 1 second" in said and b"--transport" in said, said
    assert b"second, group nobody" in score(
        bench, "--ledger", both, "--group", "nobody", "--transport", 1, expect=1).stdout


def test_what_cannot_be_told_of_latency_is_said(bench):
    out = a_run(bench, "fastest", ["kind: topic, to: fastest"])
    text = score(bench, "--ledger", out, "--topic", "fastest").stdout.decode()
    assert "Latency from sending is unknown. The times are stamps" in text and "The run had no pace" in text, text
    ids = bench.folder / "fastest.ids"
    ids.write_text("".join(f"{row['alertId']}\n" for row in rows_of(bench, out)))
    page = bench.folder / "fastest.html"
    text = score(bench, "--ledger", out, "--ids", ids, "--html", page).stdout.decode()
    assert "No receipt has a time" in text and page.read_text().count("<svg") == 2, text
    ids.write_text("17\n12 34\n")
    assert b"Line 2 has '34'" in score(bench, "--ledger", out, "--ids", ids, expect=2).stderr
