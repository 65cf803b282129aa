import Bytes
import Foundation
import Reports
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

struct PlotTests {
    private func isXML(_ text: String) -> Bool { XMLParser(data: Data(text.utf8)).parse() }

    @Test func `a plot is well-formed whatever is plotted`() {
        let odd: [[Plot.Point]] = [
            [], [Plot.Point(x: 1, y: 1)], [Plot.Point(x: .nan, y: 1)],
            [Plot.Point(x: 0, y: 0), Plot.Point(x: 1e300, y: -1e-300)],
            [Plot.Point(x: 1, y: 2, range: 1...3), Plot.Point(x: 2, y: 5, range: 4...9)],
        ]
        for points in odd {
            let plot = Plot([.init("<a & b>", points, isLine: true)], xLabel: "x < y", yLabel: "\"y\"")
            #expect(isXML(plot.svg), "\(plot.svg)")
        }
    }

    @Test func `points higher up have a smaller y in the picture`() throws {
        let plot = Plot([.init("a", [Plot.Point(x: 0, y: 0), Plot.Point(x: 1, y: 1)])], xLabel: "", yLabel: "")
        let places = plot.svg.matches(of: /cy="([0-9.]+)"/).compactMap { Double($0.output.1) }
        #expect(places.count == 2 && places[0] > places[1])
    }

    @Test func `text in pages cannot become tags`() {
        #expect(HTML.escaped("<b a='1' c=\"2\">&\u{1}") == "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;\u{FFFD}")
        #expect(HTML.escaped("two\nlines\tand a tab") == "two\nlines\tand a tab")
    }

    @Test func `a picture's element holds a PNG file with the first row at the bottom`() throws {
        let picture = GreyPicture([0, 1, 2, 3, .nan, 5], width: 2, height: 3, black: 0, white: 5)
        let element = picture.element(title: "a")
        let code = try #require(element.firstMatch(of: /base64,([A-Za-z0-9+\/=]+)"/)).output.1
        let data = try #require(Data(base64Encoded: String(code)))
        #expect(Array(data.prefix(4)) == [0x89, 0x50, 0x4e, 0x47])
        #expect(Array(data) == picture.png().withUnsafeBytes(Array.init))
    }
}
