import Detection
import Imaging
import PromptProcessing
import Testing

struct InjectionTests {
    private func exposure(_ seed: UInt64 = 1) throws -> Exposure {
        let folder = try Folder()
        try MadeField(seed: seed).write(folder.path("a.fits"))
        return try ExposureSource(ImagePath(folder.path("a.fits"))).exposure()
    }

    private func plan(_ count: Int, seed: UInt64 = 4) -> InjectionPlan {
        var plan = InjectionPlan()
        (plan.count, plan.seed, plan.signalToNoise) = (count, seed, 10...100)
        return plan
    }

    @Test func `the same seed adds the same sources, another one others`() throws {
        let image = try exposure()
        let (first, sources) = try Injector(plan(30)).injected(into: image)
        let (again, same) = try Injector(plan(30)).injected(into: image)
        let (_, others) = try Injector(plan(30, seed: 5)).injected(into: image)
        #expect(first.pixels == again.pixels && sources == same && sources != others)
    }

    @Test func `added light has the flux that the list tells`() throws {
        let image = try exposure()
        var plan = plan(40)
        plan.nearSources = 0
        let (result, sources) = try Injector(plan).injected(into: image)
        #expect(sources.count == 40)
        for source in sources {
            let box = PixelBox(aroundX: Int(source.x.rounded()), y: Int(source.y.rounded()), radius: 12)
            var sum = 0.0
            for y in box.intersection(image.pixels.bounds).rows {
                for x in box.intersection(image.pixels.bounds).columns {
                    sum += Double(result.pixels.image[x, y] - image.pixels.image[x, y])
                }
            }
            #expect(abs(sum / source.flux - 1) < 0.02)
        }
    }

    @Test func `sources keep apart from each other, from edges and from masked pixels`() throws {
        var image = try exposure()
        for y in 0..<MadeField.side { for x in 140..<200 { image.pixels.mask[x, y] = .bad } }
        let (_, sources) = try Injector(plan(30)).injected(into: image)
        for (n, source) in sources.enumerated() {
            #expect((25..<327).contains(Int(source.x.rounded())) && (25..<327).contains(Int(source.y.rounded())))
            #expect(!(140..<200).contains(Int(source.x.rounded())))
            #expect(sources[..<n].allSatisfy { max(abs($0.x - source.x), abs($0.y - source.y)) > 20 })
        }
    }

    @Test func `where there is no room fewer are added, and the list says so`() throws {
        let (_, sources) = try Injector(plan(2000)).injected(into: exposure())
        #expect(sources.count > 30 && sources.count < 200)
    }

    @Test func `plans that are out of range are refused`() {
        var plan = plan(10)
        plan.nearSources = 2
        #expect(throws: PromptProcessingError.self) { try Injector(plan) }
        plan.nearSources = 0
        plan.count = 0
        #expect(throws: PromptProcessingError.self) { try Injector(plan) }
    }
}
