import Simulator
import Testing

@Suite struct ReceiptListTests {
    /// 2026-03-14T05:00:00.250Z.
    private static let time: Int64 = 1_773_464_400_250

    private func complaint(_ text: String) -> String? {
        do {
            _ = try Receipt.identifiers(text)
            return nil
        } catch { return error.description }
    }

    @Test(arguments: [
        "17,1773464400250", "17 , 1773464400250", "17 1773464400250", "17\t1773464400250", "17;1773464400250",
        "\"17\",\"1773464400250\"", "17,2026-03-14T05:00:00.250Z", "17 2026-03-14T05:00:00.250",
        "17,2026-03-14 05:00:00.25",
        "17 2026-03-14 05:00:00.250", "17,2026-03-14T05:00:00.250000+00:00", "ivo://tocsin/simulated#17, 1773464400250",
        "diaSourceId,received_ms\n17,1773464400250", "\u{FEFF}alertId time\r\n17 1773464400250\r\n",
        "# mine\n\nIVORN;when (UTC)\nivo://tocsin/simulated#17;2026-03-14T05:00:00.250Z\n",
    ]) func `a second column is the time of receipt`(text: String) throws {
        #expect(try Receipt.identifiers(text) == [Receipt(alertID: 17, receivedMs: Self.time)])
    }

    @Test func `a time may be missing, and then the order is that of the lines`() throws {
        let ids = try Receipt.identifiers("id,time\n3,1773464400250\n2,\n1,1773464400000\n")
        #expect(ids.map(\.alertID) == [3, 2, 1] && ids.map(\.receivedMs) == [Self.time, nil, Self.time - 250])
        let timed = try Receipt.identifiers("3,1773464400250\n2,1773464400250\n1,1773464400000\n")
        #expect(timed.map(\.alertID) == [1, 3, 2])
        #expect(try Receipt.identifiers("3\r\n1\r\n2").map(\.alertID) == [3, 1, 2])
    }

    @Test(arguments: [
        ("1\n12 34\n", "Line 2 has '34'"), ("12,34", "Line 1 has '34'"), ("1\n2\n12 34 56", "Line 3 has 3 columns"),
        ("7,1773464400", "Line 1 has '1773464400'"), ("7,1773464400250000", "Line 1 has '1773464400250000'"),
        ("7,2026-03-14", "Line 1 has '2026-03-14'"), ("7,2026-02-30T00:00:00Z", "Line 1 has"),
        ("7,2026-03-14T05:00:00+01:00", "Line 1 has"), ("1,2,3", "Line 1 has 3 columns"),
        ("no identifier\n12", "Line 1 is no identifier: 'no'"), ("garbage", "Line 1 is no identifier"),
        ("17\nid,time\n", "Line 2 is no identifier: 'id'"), (",1773464400250", "Line 1 is no identifier: ''"),
        ("99999999999999999999", "Line 1 is no identifier"), ("ivo://a b/c#1,1773464400250", "Line 1 is no identifier"),
    ]) func `a line that is none is named`(text: String, words: String) {
        #expect(complaint(text)?.hasPrefix(words) == true, "\(complaint(text) ?? "accepted")")
    }
}
