import Ephemerides
import Testing

@Suite struct PackedDesignationTests {
    @Test(arguments: [
        ("1 Ceres", "00001"), ("(1) Ceres", "00001"), ("(2060)", "02060"), ("99999", "99999"), ("100345", "A0345"),
        ("360017", "a0017"), ("619999", "z9999"), ("620000", "~0000"), ("620061", "~000z"), ("3140113", "~AZaz"),
        ("15396335", "~zzzz"), ("1 Ceres (A801 AA)", "I01A00A"),
    ])
    func `numbers are packed into five characters`(name: String, packed: String) {
        #expect(PackedDesignation.packed(name) == packed)
    }

    @Test(arguments: [
        ("1995 XA", "J95X00A"), ("1995 XL1", "J95X01L"), ("1998 SQ108", "J98SA8Q"), ("2007 TA418", "K07Tf8A"),
        ("2013 LL24", "K13L24L"), ("2014 KA3", "K14K03A"), ("2012 JD69", "K12J69D"), ("2010 TK7", "K10T07K"),
        ("706765 (2010 TK7)", "K10T07K"), ("594913 'Aylo'chaxnim (2020 AV2)", "K20A02V"), ("2040 P-L", "PLS2040"),
        ("3138 T-1", "T1S3138"), ("2016 EN156", "K16EF6N"), ("2028 EZ619", "K28Ez9Z"), ("2026 CA620", "_QC0000"),
        ("2026 CZ6190", "_QC0aEM"), ("2028 EA339749", "_SEZZZZ"), ("2029 FL591673", "_TFzzzz"),
    ])
    func `provisional designations are packed into seven`(name: String, packed: String) {
        #expect(PackedDesignation.packed(name) == packed)
    }

    @Test(arguments: [
        ("    1P/Halley", "0001P"), ("C/1995 O1 (Hale-Bopp)", "CJ95O010"), ("P/1999 RO28", "PJ99R28O"),
        ("D/1993 F2-A", "DJ93F02a"), ("73P-B", "0073Pb"), ("1I/'Oumuamua (A/2017 U1)", "0001I"),
        ("C/2019 Q4", "CK19Q040"),
    ])
    func `comets keep their kind`(name: String, packed: String) { #expect(PackedDesignation.packed(name) == packed) }

    @Test(arguments: [
        "", "Aten", "S100cuQfa", "Q/2019 Q4", "C/2019 tk7", "C/2019 IA", "C/2019 TK-7", "0", "(12", "12)", "10000P",
        "C/2010 TK+7", "18446744073709551616", "1e5", "15396336",
    ])
    func `what is no designation is none`(name: String) { #expect(PackedDesignation.packed(name) == nil) }

    @Test func `made designations are all different, in the years that are given, and pack into seven characters`()
        throws
    {
        let some = (0..<40_000).map { PackedDesignation.provisional($0, in: 2060...2061) }
        #expect(
            some[0] == "2060 AA" && some[25] == "2060 AA1" && some[15_500] == "2060 BA" && some[39_999] == "2060 CZ359")
        #expect(PackedDesignation.provisional(24 * 15_500, in: 2060...2061) == "2061 AA")
        let packed = try some.map { try #require(PackedDesignation.packed($0)) }
        #expect(Set(packed).count == 40_000 && packed.allSatisfy { $0.utf8.count == 7 && $0.hasPrefix("K60") })
        // The last half-month has the rest.
        let last = PackedDesignation.provisional(48 * 15_500 + 3, in: 2060...2061)
        #expect(last == "2061 YD620" && PackedDesignation.packed(last) == "_zY0003")
        #expect(PackedDesignation.provisional(-1, in: 2060...2060) == "2060 AA")
    }

    @Test func `a provisional designation is found in a name`() {
        #expect(PackedDesignation.provisionalPart(of: "1 Ceres (A801 AA)") == "A801 AA")
        #expect(PackedDesignation.provisionalPart(of: "2010 TK7") == "2010 TK7")
        #expect(PackedDesignation.provisionalPart(of: "C/1995 O1 (Hale-Bopp)") == "C/1995 O1")
        #expect(PackedDesignation.provisionalPart(of: "(1) Ceres") == nil)
    }
}
