/// Mean and standard deviation.
func moments(_ values: [Double]) -> (mean: Double, sigma: Double) {
    let mean = values.reduce(0, +) / Double(values.count)
    var squares = 0.0
    for value in values { squares += (value - mean) * (value - mean) }
    return (mean, (squares / Double(values.count - 1)).squareRoot())
}
