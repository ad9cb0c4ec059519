using System.Globalization;
using SqlSpark.BuiltinFunctions.Scalar.Numbers;
using SqlSpark.Catalyst.Evaluation;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Types;

namespace SqlSpark.BuiltinFunctions.Scalar.Strings;

/// <summary><c>randstr(length, seed)</c>: random letters and digits, the same for the same seed, partition and order of rows.</summary>
/// <remarks>Spark: <c>RandStr</c> in randomExpressions.scala, <c>ExpressionImplUtils.randStr</c>.</remarks>
internal static class RandomText
{
    private const string Characters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    public static readonly ScalarFunction Definition = new("randstr")
    {
        Group = FunctionGroup.String,
        Since = "4.0.0",
        Usage = "randstr(length[, seed]) - Returns a string of length random digits and letters.",
        Examples = [new("SELECT randstr(5, 0)", "ceV0P"), new("SELECT randstr(10, 0) FROM VALUES (0), (1), (2)", "ceV0PXaR2I\nfYxVfArnv7\niSIv0VT2XL")],
        Overloads = [Overload.Bound([IntegerType.Instance, TypePattern.Any], Bind) with { OptionalCount = 1 }],
    };

    /// <summary>A seed is an INT or BIGINT, and nothing is cast to it.</summary>
    public static void CheckSeed(BindCall call, int index)
    {
        if (index < call.Arguments.Count && call.Type(index) is not (IntegerType or LongType or VoidType))
            throw BuiltinErrors.UnexpectedType(call, index, [IntegerType.Instance.Sql, LongType.Instance.Sql]);
    }

    private static BoundFunction Bind(BindCall call)
    {
        CheckSeed(call, 1);
        var length = (call.Constant(0) ?? throw BuiltinErrors.NotFoldable(call, 0, "length", "INT")).Value as int? ?? 0;
        if (length < 0)
        {
            throw SqlSparkException.Create(
                "INVALID_PARAMETER_VALUE.LENGTH", null,
                ("functionName", ErrorFormat.SqlId(call.Name)), ("parameter", ErrorFormat.SqlId("length")), ("length", length.ToString(CultureInfo.InvariantCulture)));
        }

        var seed = SeedArgument.Of(call, 1);
        return new BoundFunction(StringType.Instance, false, Volatility.Volatile, false, NullBehavior.Custom, context => new Kernel(new SeededRandom(seed, context), length))
        {
            IsPositional = true,
            BorrowsArguments = false,
            Signature = [seed, length],
        };
    }

    private sealed class Kernel(SeededRandom random, int length) : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            random.Begin();
            var views = result.Values<Utf8View>();
            var writer = new Utf8Writer(result.Heap);
            foreach (var row in rows)
            {
                for (var i = 0; i < length; i++)
                    writer.Append((byte)Characters[Math.Abs(random.Numbers.NextInt32() % Characters.Length)]);
                views[row] = writer.Finish();
            }
        }
    }
}
