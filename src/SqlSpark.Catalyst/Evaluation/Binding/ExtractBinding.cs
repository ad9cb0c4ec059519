using SqlSpark.Catalyst.Expressions;
using SqlSpark.Catalyst.Functions;
using SqlSpark.Core.Columnar;
using SqlSpark.Core.Errors;
using SqlSpark.Core.Kernels;
using SqlSpark.Core.Memory;
using SqlSpark.Core.Types;

namespace SqlSpark.Catalyst.Evaluation.Binding;

/// <summary>Parts of structs, arrays and maps, and structs made of values.</summary>
internal static class ExtractBinding
{
    public static BoundFunction Bind(GetStructField node) =>
        new(node.DataType, node.Nullable, Volatility.Immutable, false, NullBehavior.Propagate, _ => new FieldKernel(node.Ordinal));

    public static BoundFunction Bind(GetArrayStructFields node)
    {
        var type = node.DataType;
        return new(type, node.Nullable, Volatility.Immutable, false, NullBehavior.Propagate, context => new ElementFieldsKernel(type, node.Ordinal, context.Account));
    }

    public static BoundFunction Bind(GetArrayItem node) =>
        new(node.DataType, node.Nullable, Volatility.Immutable, node.FailOnError, NullBehavior.Propagate, _ => new ArrayItemKernel())
        {
            OnError = node.FailOnError ? OnError.Throw : OnError.Null,
        };

    public static BoundFunction Bind(GetMapValue node)
    {
        Collations.RequireBinary(node.Right.DataType);
        return new(node.DataType, true, Volatility.Immutable, false, NullBehavior.Propagate, _ => new MapValueKernel());
    }

    public static BoundFunction Bind(CreateStruct node)
    {
        var type = (StructType)node.DataType;
        return new(type, false, Volatility.Immutable, false, NullBehavior.Custom, _ => new CreateStructKernel(type)) { AcceptsNarrowWidths = true, AcceptsDictionaries = true };
    }

    /// <summary>A field of a struct: the field's own vector where no struct is NULL.</summary>
    private sealed class FieldKernel(int ordinal) : IViewKernel
    {
        public Vector? TryView(in Arguments arguments) =>
            arguments[0] is StructVector record && record.Validity.IsEmpty && record.Fields[ordinal] is not LazyVector ? record.Fields[ordinal] : null;

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors) =>
            VectorCopy.Merge(FieldOf(arguments[0], ordinal), rows, result);

        private static Vector FieldOf(Vector vector, int ordinal) => vector is ConstantVector constant
            ? new ConstantVector(((StructVector)constant.Value).Fields[ordinal], vector.Length)
            : ((StructVector)vector).Fields[ordinal];
    }

    /// <summary>A field of the structs in an array: the same places over the field's vector where no struct is NULL.</summary>
    private sealed class ElementFieldsKernel(DataType type, int ordinal, MemoryAccount account) : IViewKernel, IDisposable
    {
        private readonly VectorWriter _field = new(((ArrayType)type).ElementType, account);
        private readonly Vector[] _children = new Vector[1];
        private ListVector? _shell;

        public Vector? TryView(in Arguments arguments)
        {
            if (arguments[0] is not ListVector list || list.Elements is not StructVector elements)
                return null;
            _children[0] = elements.Validity.IsEmpty ? elements.Fields[ordinal] : Masked(elements);
            return _shell = list.WithChildren(type, _children, _shell);
        }

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var entries = result.Entries;
            foreach (var row in rows)
            {
                var (list, index) = arguments[0] is ConstantVector constant ? ((ListVector)constant.Value, 0) : ((ListVector)arguments[0], row);
                var (offset, length) = list.Entries[index];
                var first = result.Elements.Length;
                for (var i = offset; i < offset + length; i++)
                    Append(list.Elements, i, result.Elements);
                entries[row] = new ListEntry(length == 0 ? 0 : first, length);
            }
        }

        public void Dispose() => _field.Dispose();

        /// <summary>The field, NULL where the struct is.</summary>
        private Vector Masked(StructVector elements)
        {
            _field.Begin(elements.Length);
            _field.SetValidity(elements.Validity);
            VectorCopy.Merge(elements.Fields[ordinal], Rows.Of(elements.Validity, elements.Length), _field);
            return _field.Publish();
        }

        private void Append(Vector elements, int index, VectorWriter target)
        {
            if (elements.IsNull(index))
            {
                BoxedValues.Set(target, target.Append(1), null);
                return;
            }

            var (record, row) = elements switch
            {
                DictionaryVector coded => ((StructVector)coded.Dictionary.Values, coded.Code(index)),
                ConstantVector constant => ((StructVector)constant.Value, 0),
                _ => ((StructVector)elements, index),
            };
            VectorCopy.AppendRange(record.Fields[ordinal], row, 1, target);
        }
    }

    /// <summary>An element of an array by position from 0.</summary>
    private sealed class ArrayItemKernel : IScalarKernel
    {
        private readonly ElementGather _gather = new();

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var arrays = new ListReader(arguments[0]);
            var positions = new IntegerColumn(arguments[1]);
            _gather.Begin(rows.Length);
            foreach (var row in rows)
            {
                var (offset, length) = arrays[row];
                var position = positions[row];
                if (position >= 0 && position < length)
                    _gather.Take(row, offset + (int)position);
                else if (!errors.NullsRow(row))
                    errors.Report(row, RowError.InvalidArrayIndex((long)position, length));
            }

            _gather.Write(arrays.Vector.Elements, result);
        }
    }

    /// <summary>The value under a key of a map.</summary>
    private sealed class MapValueKernel : IScalarKernel
    {
        private readonly ElementGather _gather = new();

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            var maps = new ListReader(arguments[0]);
            _gather.Begin(rows.Length);
            foreach (var row in rows)
            {
                var (offset, length) = maps[row];
                for (var i = offset; i < offset + length; i++)
                {
                    if (!VectorComparer.AreEqual(maps.Vector.Keys, i, arguments[1], row))
                        continue;
                    _gather.Take(row, i);
                    break;
                }
            }

            _gather.Write(maps.Vector.MapValues, result);
        }
    }

    /// <summary>A struct of the arguments, which are its fields as they are.</summary>
    private sealed class CreateStructKernel(StructType type) : IViewKernel
    {
        private StructVector? _shell;

        public Vector? TryView(in Arguments arguments)
        {
            var length = arguments.Count == 0 ? 0 : arguments[0].Length;
            return arguments.Count == 0 ? null : _shell = StructVector.Borrow(type, length, arguments.Vectors, _shell);
        }

        public void Evaluate(in Arguments arguments, Rows rows, VectorWriter result, ref RowErrors errors)
        {
            for (var i = 0; i < arguments.Count; i++)
                VectorCopy.Merge(arguments[i], rows, result.Field(i));
        }
    }
}
