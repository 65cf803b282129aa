/// How each type of a writer's schema is read as one of the reader's.
struct ResolutionPlan: Sendable {
    enum Step: Sendable {
        case same(Int32)
        case promote(Int32, Promotion)
        /// The reader's symbol for each of the writer's.
        case symbols(Int32, [Int?])
        /// The fields as written, and the reader's values before they are filled in: its defaults.
        case record([FieldStep], [Value])
        /// The step of the items, and the fewest bytes that one takes.
        case array(Int, Int)
        case map(Int, Int)
        case writerUnion(Int32, [Int])
        case readerUnion(Int, Int)
        case failure(String)
    }

    struct FieldStep: Sendable {
        var name: String
        /// The reader's field; nil passes over the writer's.
        var target: Int?
        /// A step, or the writer's type where it is passed over.
        var step: Int32
    }

    private(set) var steps: [Step] = []
    private(set) var root = 0
    private let writer: Schema
    private let reader: Schema
    private let layout: Layout
    private let namesMustMatch: Bool
    private var known: [Pair: Int] = [:]
    /// Pairs that do not match, so that none is tried twice.
    private var refused: [Pair: AvroError] = [:]
    private var depth = 0

    private struct Pair: Hashable {
        var writer: Int
        var reader: Int
    }

    init(writer: Schema, reader: Schema, namesMustMatch: Bool) throws(AvroError) {
        self.writer = writer
        self.reader = reader
        self.namesMustMatch = namesMustMatch
        layout = Layout(writer)
        root = try resolve(writer.root, reader.root)
    }

    private func mismatch(_ w: Int, _ r: Int) -> AvroError {
        AvroError(.resolution, "\(writer.typeName(w)) cannot be read as \(reader.typeName(r))")
    }

    /// The step that reads the writer's type `w` as the reader's `r`.
    private mutating func resolve(_ w: Int, _ r: Int) throws(AvroError) -> Int {
        let pair = Pair(writer: w, reader: r)
        if let step = known[pair] { return step }
        if let error = refused[pair] { throw error }
        guard depth < 100 else { throw AvroError(.limit, "types nested deeper than 100") }
        depth += 1
        defer { depth -= 1 }
        let index = steps.count
        steps.append(.failure(mismatch(w, r).description))
        known[pair] = index
        do throws(AvroError) {
            steps[index] = try step(w, r)
        } catch {
            forget(from: index)
            refused[pair] = error
            throw error
        }
        return index
    }

    /// Drops the steps from `index` on, which may refer to the one that failed.
    private mutating func forget(from index: Int) {
        steps.removeSubrange(index...)
        known = known.filter { $0.value < index }
    }

    private mutating func step(_ w: Int, _ r: Int) throws(AvroError) -> Step {
        switch (writer.nodes[w].kind, reader.nodes[r].kind) {
        case (.union(let branches), _): return try unionStep(w, branches, r)
        case (_, .union(let branches)): return try readerUnionStep(w, r, branches)
        case (.record(let from), .record(let to)):
            guard namesMatch(w, r) else { throw mismatch(w, r) }
            return try recordStep(from, to)
        case (.enumeration(let from), .enumeration(let to)):
            guard namesMatch(w, r) else { throw mismatch(w, r) }
            let fallback = to.defaultSymbol.flatMap { to.symbols.firstIndex(of: $0) }
            return .symbols(Int32(w), from.symbols.map { to.symbols.firstIndex(of: $0) ?? fallback })
        case (.array(let from), .array(let to)):
            return .array(try resolve(from, to), Int(layout.elements[from].minimumSize))
        case (.map(let from), .map(let to)):
            return .map(try resolve(from, to), 1 + Int(layout.elements[from].minimumSize))
        case (.fixed(let from), .fixed(let to)):
            guard from.size == to.size, namesMatch(w, r) else { throw mismatch(w, r) }
            return .same(Int32(w))
        case (let from, let to):
            if from == to { return .same(Int32(w)) }
            guard let promotion = Promotion(from: from, to: to) else { throw mismatch(w, r) }
            return .promote(Int32(w), promotion)
        }
    }

    /// Names match by their last part, or where an alias of the reader's is the writer's full name.
    private func namesMatch(_ w: Int, _ r: Int) -> Bool {
        guard namesMustMatch, let from = writer.nodes[w].name, let to = reader.nodes[r].name else { return true }
        return from.short == to.short || reader.nodes[r].aliases.contains(from)
    }

    private mutating func unionStep(_ w: Int, _ branches: [Int], _ r: Int) throws(AvroError) -> Step {
        var branchSteps: [Int] = []
        var firstError: AvroError?
        for branch in branches {
            do throws(AvroError) {
                branchSteps.append(try resolve(branch, r))
            } catch {
                guard error.code != .limit else { throw error }
                firstError = firstError ?? error
                steps.append(.failure(error.description))
                branchSteps.append(steps.count - 1)
            }
        }
        let isHopeless = branchSteps.allSatisfy { if case .failure = steps[$0] { true } else { false } }
        if let firstError, isHopeless, depth < 2 { throw firstError }
        return .writerUnion(Int32(w), branchSteps)
    }

    /// The first branch of the same type, else the first that the writer's type can be read as.
    private mutating func readerUnionStep(_ w: Int, _ r: Int, _ branches: [Int]) throws(AvroError) -> Step {
        let same = branches.indices.filter { isSame(w, branches[$0]) }
        for branch in same + branches.indices where isSame(w, branches[branch]) || !same.contains(branch) {
            do throws(AvroError) {
                return .readerUnion(branch, try resolve(w, branches[branch]))
            } catch {
                guard error.code != .limit else { throw error }
            }
        }
        throw mismatch(w, r)
    }

    private func isSame(_ w: Int, _ r: Int) -> Bool {
        writer.typeName(w) == reader.typeName(r)
    }

    private mutating func recordStep(_ from: Schema.Record, _ to: Schema.Record) throws(AvroError) -> Step {
        var template: [Value] = []
        var targets: [String: Int] = [:]
        for (index, field) in to.fields.enumerated() {
            do throws(AvroError) {
                template.append(try value(for: field, index, from, &targets))
            } catch {
                throw error.inside(field.name)
            }
        }
        var fields: [FieldStep] = []
        for field in from.fields {
            guard let target = targets[field.name] else {
                fields.append(FieldStep(name: field.name, target: nil, step: Int32(field.type)))
                continue
            }
            do throws(AvroError) {
                let step = try resolve(field.type, to.fields[target].type)
                fields.append(FieldStep(name: field.name, target: target, step: Int32(step)))
            } catch {
                throw error.inside(field.name)
            }
        }
        return .record(fields, template)
    }

    /// What stands in a reader's field before reading: its default where the writer lacks it.
    private func value(
        for field: Schema.Field, _ index: Int, _ from: Schema.Record, _ targets: inout [String: Int]
    ) throws(AvroError) -> Value {
        let names = [field.name] + field.aliases
        if let name = names.first(where: { name in from.fields.contains { $0.name == name } }) {
            targets[name] = index
            return .null
        }
        guard let json = field.defaultValue else {
            throw AvroError(.resolution, "the writer lacks the field, and the reader gives no default")
        }
        return try reader.value(ofDefault: json, type: field.type)
    }
}
