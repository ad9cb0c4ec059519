using System.Text;
using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Binding;

/// <summary>LIKE and ILIKE.</summary>
internal static class LikeBinding
{
    public static BoundFunction Bind(Like node)
    {
        Collations.RequireBinary(node.Left.DataType);
        Collations.RequireBinary(node.Right.DataType);
        if (node.Right is not Literal literal)
        {
            return new BoundFunction(BooleanType.Instance, node.Nullable, Volatility.Immutable, true, NullBehavior.Propagate,
                _ => new LikeColumnKernel(node.EscapeCharacter, node.IgnoreCase));
        }

        if (literal.Value is not string text)
        {
            return new BoundFunction(BooleanType.Instance, true, Volatility.Immutable, false, NullBehavior.Propagate,
                static _ => new AlwaysNullKernel());
        }

        var bytes = Encoding.UTF8.GetBytes(text);
        if (node.IgnoreCase)
            bytes = CaseMapping.ToLower(bytes);
        var pattern = LikePattern.Parse(bytes, node.EscapeCharacter, out var error) ?? throw error.ToException(node.Origin.ToQueryContext());
        return new BoundFunction(BooleanType.Instance, node.Nullable, Volatility.Immutable, false, NullBehavior.Propagate,
            _ => new LikeKernel(pattern, node.IgnoreCase));
    }

    /// <summary>A pattern that is a literal.</summary>
    private sealed class LikeKernel(LikePattern pattern, bool ignoreCase) : IScalarKernel
    {
        private byte[] _lower = [];

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var texts = new RowReader<Utf8View>(arguments[0]);
            var bits = result.Bits;
            bits.Clear();
            foreach (var row in rows)
            {
                var view = texts[row];
                var text = ignoreCase ? CaseMapping.ToLower(view.Bytes, ref _lower) : view.Bytes;
                if (pattern.IsMatch(text))
                    Bitmaps.Set(bits, row);
            }
        }
    }

    /// <summary>Patterns by row; the one used last is kept.</summary>
    private sealed class LikeColumnKernel(char escape, bool ignoreCase) : IScalarKernel
    {
        private byte[] _lower = [];
        private byte[] _lowerPattern = [];
        private byte[] _patternBytes = [];
        private LikePattern? _pattern;

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var texts = new RowReader<Utf8View>(arguments[0]);
            var patterns = new RowReader<Utf8View>(arguments[1]);
            var bits = result.Bits;
            bits.Clear();
            foreach (var row in rows)
            {
                var (view, patternView) = (texts[row], patterns[row]);
                var patternText = ignoreCase ? CaseMapping.ToLower(patternView.Bytes, ref _lowerPattern) : patternView.Bytes;
                if (_pattern is null || !patternText.SequenceEqual(_patternBytes))
                {
                    _pattern = LikePattern.Parse(patternText, escape, out var error);
                    if (_pattern is null)
                    {
                        errors.Report(row, error);
                        continue;
                    }

                    _patternBytes = patternText.ToArray();
                }

                if (_pattern.IsMatch(ignoreCase ? CaseMapping.ToLower(view.Bytes, ref _lower) : view.Bytes))
                    Bitmaps.Set(bits, row);
            }
        }
    }

    private sealed class AlwaysNullKernel : IScalarKernel
    {
        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors) => result.Validity.Clear();
    }
}
