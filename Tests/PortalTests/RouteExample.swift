import AlertModel

@testable import Portal

extension OpenAPI.Route {
    /// The route's path for `alert`, with what it cannot do without.
    func example(_ alert: Alert) -> String {
        let path = path.replacing("{survey}", with: alert.survey.name).replacing("{file}", with: "science.png")
            .replacing("objects/{id}", with: "objects/\(alert.objectID)")
            .replacing("quarantine/{id}", with: "quarantine/1").replacing("{id}", with: "\(alert.id)")
        return path.hasSuffix("/cone") ? "\(path)?ra=\(alert.source.ra)&dec=\(alert.source.dec)" : path
    }
}
