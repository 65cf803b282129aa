import Differencing
import PromptProcessing
import Testing

struct EvaluationTests {
    @Test func `completeness rises with S/N, bright sources are all found and their fluxes are right`() throws {
        let folder = try Folder()
        try MadeField(seed: 1, fwhm: 4.2).write(folder.path("s.fits"))
        try MadeField(seed: 2, fwhm: 3.3, noise: 2.5).write(folder.path("t.fits"), noise: 2.5)
        var plan = InjectionPlan()
        (plan.count, plan.signalToNoise, plan.nearSources) = (40, 3...60, 0.3)
        let trial = InjectionTrial(
            science: try ExposureSource(ImagePath(folder.path("s.fits"))).exposure(),
            template: try ExposureSource(ImagePath(folder.path("t.fits"))).exposure(), options: MadeField.options,
            plan: plan, rounds: 1)
        let score = try trial.score()
        let (faint, bright) = (score.completeness(0..<4), score.completeness(10..<1e9))
        #expect(bright.whole > 20 && bright.value > 0.95 && faint.value < 0.5)
        #expect(score.purity(10..<1e9).value > 0.95)
        let flux = try #require(score.fluxes(from: 10))
        #expect(abs(flux.ratio - 1) < 0.04 && flux.pull < 1.5)
        #expect(score.catalogue.rowCount == score.matches.count)
        #expect(score.html(title: "a < b").contains("a &lt; b"))
    }
}
