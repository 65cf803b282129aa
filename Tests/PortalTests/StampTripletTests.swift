import AlertModel
import Bytes
import FITS
import Testing

@testable import Portal

@Suite struct StampTripletTests {
    private static let image = StampImage(width: 51, height: 40, pixels: (0..<2040).map { Float($0) })

    @Test func `each stamp is a picture with its size in words`() {
        let triplet = StampTriplet(
            address: "/alerts/7/stamps", stamps: [.science: .image(Self.image), .template: .jpeg([0xff])])
        let html = triplet.html
        #expect(html.contains("src=\"/alerts/7/stamps/science.png?stretch=asinh&amp;limits=zscale&amp;scale=4\""))
        #expect(html.contains("width=\"204\" height=\"160\" alt=\"Science image, 51 × 40 pixels\""))
        #expect(html.contains("Science: 51 × 40 pixels, 0 to 2039"))
        #expect(html.contains("template.png?") && html.contains("JPEG picture"))
        #expect(html.contains("Difference: The packet carries none."))
        #expect(html.contains("does not tell where north is"))
    }

    @Test func `a form without script chooses the stretch`() {
        let html = StampTriplet(address: "/s", stamps: [:], options: StampOptions(stretch: .log, scale: 7)).html
        #expect(html.contains("<form class=\"stamp-controls\" method=\"get\""))
        #expect(html.contains("<option value=\"log\" selected>") && html.contains("<option value=\"7\" selected>"))
        #expect(html.contains("<option value=\"0.5-99.5\">") && html.contains("type=\"submit\""))
    }

    @Test func `a form without script keeps what else was asked for`() {
        var triplet = StampTriplet(address: "/s", stamps: [:])
        triplet.otherParameters = ["alert": "7", "unit": "magnitude\""]
        #expect(triplet.html.contains("<input type=\"hidden\" name=\"alert\" value=\"7\">"))
        #expect(triplet.html.contains("name=\"unit\" value=\"magnitude&quot;\">"))
    }

    @Test func `a damaged stamp is a line that says so`() {
        var stamps = Stamps()
        stamps.science = Bytes(utf8: "<script>")
        stamps.difference = FITSFile(hdus: [HDU(floats: [1, 2], width: 2, height: 1)]).encoded()
        let html = StampTriplet(address: "/s", stamps: stamps).html
        #expect(html.contains("Science: Cannot be shown:") && !html.contains("<script>"))
        #expect(html.contains("Difference: 2 × 1 pixels, 1 to 2"))
    }

    @Test(arguments: [(Int.max, 2), (-5, 0), (.max, .max)]) func `impossible sizes are no reason to stop`(
        size: (Int, Int)
    ) {
        let stamp = Stamp.image(StampImage(width: size.0, height: size.1, pixels: [1, 2]))
        #expect(StampTriplet(address: "/s", stamps: [.science: stamp]).html.contains("Science: "))
        #expect(StampFITS.combined(science: stamp, template: nil, difference: nil) == nil)
        #expect(StampPicture(stamp)?.width == 1)
        #expect(StampPicture(.jpeg([])) == nil)
    }

    @Test func `an address cannot break out of its attribute`() {
        let html = StampTriplet(address: "\"><b>", stamps: [.science: .image(Self.image)]).html
        #expect(!html.contains("<b>"))
    }

    @Test(arguments: [(0.0, "0"), (12.3456, "12.35"), (-123.456, "-123.5"), (4561.4, "4561"), (1e12, "1e+12")])
    func `values have about four figures`(value: Double, text: String) { #expect(StampCaption.figures(value) == text) }
}
