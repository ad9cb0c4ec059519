using System.Runtime.InteropServices;
using System.Text.Unicode;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Trees;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation;

/// <summary>Computes foldable expressions once, with the same programs that queries run.</summary>
public static class ConstantFolder
{
    private const int RowsAtOnce = 4096;

    /// <summary>
    /// The literal that <paramref name="expression"/> is, or null when it is not constant, its evaluation fails or its value is no literal
    /// (strings that are not UTF-8): what fails is left for the query to raise, if a row wants it.
    /// </summary>
    /// <param name="expression">A resolved expression.</param>
    public static Literal? TryFold(Expression expression)
    {
        if (expression is Literal literal)
            return literal;
        try
        {
            return DeepStack.Run(() => expression.IsFoldable ? Fold(expression) : null);
        }
        catch (SqlSparkException)
        {
            return null;
        }
    }

    /// <summary>
    /// The same for many expressions. Casts and negations of literals that differ in nothing but the literals are computed as the rows of one batch: long lists of IN and VALUES are made of such.
    /// </summary>
    public static Literal?[] TryFold(IReadOnlyList<Expression> expressions)
    {
        var results = new Literal?[expressions.Count];
        var alike = new Dictionary<Expression, List<int>>();
        for (var i = 0; i < results.Length; i++)
        {
            if (expressions[i] is Cast or UnaryMinus && ShapeOf(expressions[i]) is { } shape)
                (CollectionsMarshal.GetValueRefOrAddDefault(alike, shape, out _) ??= []).Add(i);
            else
                results[i] = TryFold(expressions[i]);
        }

        foreach (var (shape, positions) in alike)
        {
            foreach (var some in positions.Chunk(RowsAtOnce))
            {
                if (some.Length > 1 && TryFoldRows(shape, some, expressions, results))
                    continue;
                foreach (var i in some)
                    results[i] = TryFold(expressions[i]);
            }
        }

        return results;
    }

    private static Expression? ShapeOf(Expression expression) => expression switch
    {
        Literal literal => new BoundReference(0, literal.Type, true),
        Cast cast => ShapeOf(cast.Child) is { } child ? cast with { Child = child } : null,
        UnaryMinus minus => ShapeOf(minus.Child) is { } child ? minus with { Child = child } : null,
        _ => null,
    };

    private static bool TryFoldRows(Expression shape, int[] positions, IReadOnlyList<Expression> expressions, Literal?[] results)
    {
        try
        {
            using var account = MemoryPool.Shared.CreateAccount("constant folding");
            var literals = Array.ConvertAll(positions, i => LiteralIn(expressions[i]));
            using var writer = new VectorWriter(literals[0].Type, account);
            writer.Begin(literals.Length);
            for (var row = 0; row < literals.Length; row++)
                BoxedValues.Set(writer, row, literals[row].Value);
            var program = ExpressionProgram.Compile([literals[0].Type], [new ProgramStep.Project([shape])]);
            using var state = program.CreateState(new KernelContext(account));
            var value = program.Run(state, new RecordBatch().Set(literals.Length, [writer.Publish()]))[0];
            if (!IsWellFormed(value))
                return false;
            for (var row = 0; row < positions.Length; row++)
                results[positions[row]] = new Literal(BoxedValues.Get(value, row), expressions[positions[row]].DataType);
            return true;
        }
        catch (SqlSparkException)
        {
            return false;
        }
    }

    private static Literal LiteralIn(Expression expression)
    {
        while (expression is not Literal)
            expression = expression.Children[0];
        return (Literal)expression;
    }

    private static Literal? Fold(Expression expression)
    {
        var program = ExpressionProgram.Compile([], [new ProgramStep.Project([expression])]);
        using var account = MemoryPool.Shared.CreateAccount("constant folding");
        using var state = program.CreateState(new KernelContext(account));
        var value = program.Run(state, new RecordBatch().Set(1, []))[0];
        return IsWellFormed(value) ? new Literal(BoxedValues.Get(value, 0), expression.DataType) : null;
    }

    /// <summary>Literals hold .NET strings, which cannot keep bytes that are not UTF-8.</summary>
    private static bool IsWellFormed(Vector vector) => vector switch
    {
        ConstantVector constant => IsWellFormed(constant.Value),
        DictionaryVector coded => IsWellFormed(coded.Dictionary.Values),
        ListVector list => list.Children.ToArray().All(IsWellFormed),
        StructVector record => record.Fields.ToArray().All(IsWellFormed),
        FlatVector { Type: StringType } text => text.Values<Utf8View>().ToArray().All(static view => Utf8.IsValid(view.Bytes)),
        _ => true,
    };
}
