/// The numbers that belong to a tile of a proper difference. With the template's unit of flux u:
public struct ProperTileTerms: Sendable, Hashable {
    /// FD: a source of flux f u adds f FD PD to D, whose sky has the variance 1. In 1 / u.
    public var zeroPoint = 0.0
    /// FS: a source of flux f u has the score S = f FS, whose sky has the variance FS. In 1 / u^2.
    public var scoreZeroPoint = 0.0
    /// What a source of flux 1 u adds to the variance of S by its own light, where only the science image has it and the
    /// light's variance there is 1 for a science unit.
    var ownScience = 0.0
    /// The same where only the template has it.
    var ownTemplate = 0.0

    /// Standard deviation of a flux on blank sky, in the template's unit.
    public var fluxNoise: Double { 1 / scoreZeroPoint.squareRoot() }
}
