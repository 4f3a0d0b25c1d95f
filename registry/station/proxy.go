package station

import (
	"strings"
	"unicode/utf8"

	"passdesk/registry"
	"passdesk/registry/name"
)

// proxyRelations are the words for a proxy's relation that stand on paper in
// Chinese; any other is printed as it was written.
var proxyRelations = map[string]string{
	"child": "子女", "son": "儿子", "daughter": "女儿", "spouse": "配偶", "husband": "丈夫", "wife": "妻子", "parent": "父母", "father": "父亲", "mother": "母亲",
	"grandchild": "孙辈", "sibling": "兄弟姐妹", "brother": "兄弟", "sister": "姐妹", "relative": "亲属", "neighbour": "邻居", "neighbor": "邻居", "friend": "朋友",
	"community": "社区工作者", "community_worker": "社区工作者", "colleague": "同事", "employer": "单位",
}

// mostProxyText bounds what is written about a proxy, in characters: it is
// printed on the stub.
const mostProxyText = 60

// parseProxy reads who came for somebody that cannot (原则上由本人申领, 001). A proxy
// has a name; whether the reason will do is for the scheme's rules.
func (s *Station) parseProxy(a registry.Application, p *applicant) *refusal {
	if a.Proxy == nil {
		return nil
	}
	kept, bad := proxyOf(*a.Proxy)
	if bad != nil {
		return bad
	}
	p.stored.Proxy = &kept
	return nil
}

// proxyOf is a proxy as the register keeps it.
func proxyOf(typed registry.Proxy) (registry.Proxy, *refusal) {
	n, _, err := name.Parse(typed.Name)
	if err != nil {
		return typed, invalid("proxy", "请写明代领人的姓名", "name the proxy who collects")
	}
	kept := registry.Proxy{Name: n.Legal(), Relation: strings.TrimSpace(typed.Relation), Reason: strings.TrimSpace(typed.Reason)}
	if utf8.RuneCountInString(kept.Relation) > mostProxyText || utf8.RuneCountInString(kept.Reason) > mostProxyText {
		return kept, invalid("proxy", "代领人的关系和原因各最多 60 字", "the proxy's relation and reason have 60 characters at most each")
	}
	return kept, nil
}

// ProxyName is a proxy with the relation, as a ledger has room for it.
func ProxyName(p *registry.Proxy) string {
	if p == nil {
		return ""
	}
	relation := p.Relation
	if zh, ok := proxyRelations[strings.ToLower(relation)]; ok {
		relation = zh
	}
	if relation == "" {
		return p.Name
	}
	return p.Name + "（" + relation + "）"
}

// proxyText is a proxy with relation and reason, as it stands on the stub.
func proxyText(p *registry.Proxy) string {
	if p == nil || p.Reason == "" {
		return ProxyName(p)
	}
	return ProxyName(p) + "，" + p.Reason
}
